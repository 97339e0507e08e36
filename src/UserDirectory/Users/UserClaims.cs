using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.UserInfo;
using ServiceDefaults.Configuration;
using UserDirectory.Avatars;
using UserDirectory.Database;

namespace UserDirectory.Users;

/// <summary>Accounts as the claims of OpenID Connect Core §5.1, and their roles.</summary>
internal sealed class UserClaims(IDbContextFactory<IdentityDb> databases, PublicUrls urls) : IUserClaims
{
    private static readonly Dictionary<string, Func<UserProfile, JsonNode?>> Claims = new(StringComparer.Ordinal)
    {
        ["name"] = user => user.Name,
        ["given_name"] = user => user.GivenName,
        ["family_name"] = user => user.FamilyName,
        ["middle_name"] = user => user.MiddleName,
        ["nickname"] = user => user.Nickname,
        ["preferred_username"] = user => user.UserName,
        ["website"] = user => user.Website,
        ["gender"] = user => user.Gender,
        ["birthdate"] = user => user.Birthdate,
        ["zoneinfo"] = user => user.Zoneinfo,
        ["locale"] = user => user.Locale,
        ["updated_at"] = user => user.UpdatedAt.ToUnixTimeSeconds(),
        ["email"] = user => user.Email,
        ["email_verified"] = user => user.EmailVerified,
        ["phone_number"] = user => user.PhoneNumber,
        ["phone_number_verified"] = user => user.PhoneNumber is null ? null : user.PhoneNumberVerified,
        ["address"] = user => user.Address is { } address ? Address(address) : null,
        ["roles"] = user => new JsonArray([.. user.Roles.Select(role => (JsonNode?)role)]),
    };

    public async Task<JsonObject?> FindAsync(string subject, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(subject, "D", out var id)) return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var active = db.Set<User>().Where(user => user.Id == id && user.Status == UserStatus.Active);
        if (await UserRows.WithRoles(db, active).FirstOrDefaultAsync(cancellationToken) is not { } row) return null;

        var profile = row.ToProfile();
        var claims = new JsonObject();
        foreach (var name in names)
        {
            if (Claims.TryGetValue(name, out var read) && read(profile) is { } value) claims[name] = value;
        }

        if (names.Contains("picture") && AvatarAddress.Of(urls, profile) is { } picture) claims["picture"] = picture;
        return claims;
    }

    /// <summary>§5.1.1.</summary>
    private static JsonObject Address(PostalAddress address)
    {
        var members = new JsonObject();
        Add("street_address", address.StreetAddress);
        Add("locality", address.Locality);
        Add("region", address.Region);
        Add("postal_code", address.PostalCode);
        Add("country", address.Country);
        return members;

        void Add(string name, string? value)
        {
            if (value is not null) members[name] = value;
        }
    }
}
