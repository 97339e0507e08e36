using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceDefaults.Configuration;

namespace UserDirectory.Users;

/// <summary>An account as <c>Identity:UsersFile</c> describes it; profile members bear the names of OpenID Connect Core §5.1.</summary>
internal sealed record UsersFileEntry
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public required string Username { get; init; }
    public required string Email { get; init; }
    public bool EmailVerified { get; init; }
    public string? Password { get; init; }
    public string? PasswordHash { get; init; }
    public IReadOnlyList<string>? Roles { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public string? MiddleName { get; init; }
    public string? Nickname { get; init; }
    public string? PhoneNumber { get; init; }
    public string? Bio { get; init; }
    public string? Website { get; init; }
    public string? Birthdate { get; init; }
    public string? Gender { get; init; }
    public string? Zoneinfo { get; init; }
    public string? Locale { get; init; }
    public UsersFileAddress? Address { get; init; }

    /// <exception cref="StartupFailure">A member is unknown, missing or of the wrong type.</exception>
    public static UsersFileEntry Parse(JsonElement entry, string setting)
    {
        try
        {
            return entry.Deserialize<UsersFileEntry>(Strict)!;
        }
        catch (JsonException exception)
        {
            throw new StartupFailure($"{setting}: an account cannot be read. {exception.Message}", exception);
        }
    }

    public ProfileChange Profile() => new()
    {
        GivenName = GivenName,
        FamilyName = FamilyName,
        MiddleName = MiddleName,
        Nickname = Nickname,
        PhoneNumber = PhoneNumber,
        Bio = Bio,
        Website = Website,
        Birthdate = Birthdate,
        Gender = Gender,
        Zoneinfo = Zoneinfo,
        Locale = Locale,
        Address = Address is { } address
            ? new PostalAddress(address.StreetAddress, address.Locality, address.Region, address.PostalCode, address.Country)
            : null,
    };
}

/// <summary>OpenID Connect Core §5.1.1.</summary>
internal sealed record UsersFileAddress(string? StreetAddress, string? Locality, string? Region, string? PostalCode, string? Country);
