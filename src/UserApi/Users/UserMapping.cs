using UserApi.Contracts.Users;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>Between the API's account and the directory's.</summary>
internal static class UserMapping
{
    public static AccountChange ToChange(WritableUser user) => new(user.Username, user.Email, ToProfile(user)) { EmailVerified = user.EmailVerified };

    private static ProfileChange ToProfile(WritableUser user) => new()
    {
        GivenName = user.GivenName,
        FamilyName = user.FamilyName,
        MiddleName = user.MiddleName,
        Nickname = user.Nickname,
        PhoneNumber = user.PhoneNumber,
        Bio = user.Bio,
        Website = user.Website,
        Birthdate = user.Birthdate,
        Gender = user.Gender,
        Zoneinfo = user.Zoneinfo,
        Locale = user.Locale,
        Address = user.Address is { } address
            ? new(address.StreetAddress, address.Locality, address.Region, address.PostalCode, address.Country)
            : null,
    };
}
