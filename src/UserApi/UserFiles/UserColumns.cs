using System.Collections.Frozen;
using System.Globalization;
using UserApi.Contracts.UserFiles;
using UserApi.Requests;

namespace UserApi.UserFiles;

/// <summary>The members of an account as columns of CSV: an export writes them, an import takes them, and the hash of a password too.</summary>
internal static class UserColumns
{
    public const string EmailVerified = "email_verified";
    public const string Roles = "roles";

    private const string PasswordHash = "password_hash";

    public static CsvColumns<PortableUser> All { get; } = new(
        ("username", user => user.Username),
        ("email", user => user.Email),
        (EmailVerified, user => user.EmailVerified is true ? "true" : "false"),
        ("given_name", user => user.GivenName),
        ("family_name", user => user.FamilyName),
        ("middle_name", user => user.MiddleName),
        ("nickname", user => user.Nickname),
        ("phone_number", user => user.PhoneNumber),
        ("bio", user => user.Bio),
        ("website", user => user.Website),
        ("birthdate", user => user.Birthdate),
        ("gender", user => user.Gender),
        ("zoneinfo", user => user.Zoneinfo),
        ("locale", user => user.Locale),
        ("address.street_address", user => user.Address?.StreetAddress),
        ("address.locality", user => user.Address?.Locality),
        ("address.region", user => user.Address?.Region),
        ("address.postal_code", user => user.Address?.PostalCode),
        ("address.country", user => user.Address?.Country),
        ("status", user => user.Status),
        (Roles, user => string.Join(' ', user.Roles ?? [])),
        ("created_at", user => user.CreatedAt?.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)));

    public static FrozenSet<string> Known { get; } = All.Names.Append(PasswordHash).ToFrozenSet(StringComparer.Ordinal);
}
