using System.Text.Json.Serialization;
using UserApi.Contracts.Profile;

namespace UserApi.Contracts.UserFiles;

/// <summary>An account in a file that is imported or exported: a line of JSON, or a line of CSV with the same names as columns.</summary>
public sealed record PortableUser
{
    /// <summary>Required. 3 to 50 characters: letters of one script, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public string? Username { get; init; }

    /// <summary>Required, and unique among all accounts.</summary>
    public string? Email { get; init; }

    /// <summary>Absent it counts as false.</summary>
    public bool? EmailVerified { get; init; }

    /// <summary>A hash that another system made of the password, in one of the formats of docs/import.md. It is never given out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PasswordHash { get; init; }

    /// <summary>At most 100 characters, as all names.</summary>
    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? MiddleName { get; init; }

    public string? Nickname { get; init; }

    /// <summary>In E.164's form, such as <c>+4915112345678</c>. It counts as not verified.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>A few sentences, at most 1000 characters.</summary>
    public string? Bio { get; init; }

    /// <summary>An https or http address, at most 300 characters.</summary>
    public string? Website { get; init; }

    /// <summary><c>YYYY-MM-DD</c>, <c>0000-MM-DD</c> without the year, or <c>YYYY</c> alone.</summary>
    public string? Birthdate { get; init; }

    /// <summary>In the person's own words, at most 100 characters.</summary>
    public string? Gender { get; init; }

    /// <summary>A time zone's name, such as <c>Europe/Berlin</c>.</summary>
    public string? Zoneinfo { get; init; }

    /// <summary>A language tag (BCP 47), such as <c>de-CH</c>.</summary>
    public string? Locale { get; init; }

    public PostalAddress? Address { get; init; }

    /// <summary><c>active</c>, as when it is absent, or <c>suspended</c>; an export says <c>pending_deletion</c> too.</summary>
    public string? Status { get; init; }

    /// <summary>Absent it is the role <c>user</c>. To name others takes the permission <c>roles.write</c> and all that they grant.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>When the account was first made; absent for now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The hash is not for a log.</summary>
    public override string ToString() => nameof(PortableUser);
}
