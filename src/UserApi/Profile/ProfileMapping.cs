using ServiceDefaults.Configuration;
using UserApi.Contracts.Profile;
using UserApi.Requests;
using UserDirectory.Avatars;
using UserDirectory.Users;

namespace UserApi.Profile;

/// <summary>Between the directory's profile and the API's.</summary>
internal static class ProfileMapping
{
    public static UserProfileResource ToResource(HttpContext http, UserProfile profile) => new()
    {
        Id = profile.Id,
        Username = profile.UserName,
        Email = profile.Email,
        EmailVerified = profile.EmailVerified,
        Name = profile.Name,
        GivenName = profile.GivenName,
        FamilyName = profile.FamilyName,
        MiddleName = profile.MiddleName,
        Nickname = profile.Nickname,
        PhoneNumber = profile.PhoneNumber,
        PhoneNumberVerified = profile.PhoneNumberVerified,
        Bio = profile.Bio,
        Website = profile.Website,
        Birthdate = profile.Birthdate,
        Gender = profile.Gender,
        Zoneinfo = profile.Zoneinfo,
        Locale = profile.Locale,
        Address = profile.Address is { } address
            ? new()
            {
                StreetAddress = address.StreetAddress,
                Locality = address.Locality,
                Region = address.Region,
                PostalCode = address.PostalCode,
                Country = address.Country,
            }
            : null,
        Picture = PictureOf(http, profile),
        Status = profile.Status,
        Roles = profile.Roles,
        CreatedAt = Moments.AsKept(profile.CreatedAt),
        UpdatedAt = Moments.AsKept(profile.UpdatedAt),
        PurgeAfter = profile.PurgeAfter is { } purge ? Moments.AsKept(purge) : null,
    };

    public static string? PictureOf(HttpContext http, UserProfile profile) =>
        AvatarAddress.Of(http.RequestServices.GetRequiredService<PublicUrls>(), profile);

    public static ProfileChange ToChange(WritableProfile profile) => new()
    {
        GivenName = profile.GivenName,
        FamilyName = profile.FamilyName,
        MiddleName = profile.MiddleName,
        Nickname = profile.Nickname,
        PhoneNumber = profile.PhoneNumber,
        Bio = profile.Bio,
        Website = profile.Website,
        Birthdate = profile.Birthdate,
        Gender = profile.Gender,
        Zoneinfo = profile.Zoneinfo,
        Locale = profile.Locale,
        Address = profile.Address is { } address
            ? new(address.StreetAddress, address.Locality, address.Region, address.PostalCode, address.Country)
            : null,
    };
}
