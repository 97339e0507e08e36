using UserApi.Contracts.Profile;

namespace UserApi.Contracts.Users;

/// <summary>What an administrator may set of an account. In <c>PUT</c> an absent member of the profile is cleared; in <c>PATCH</c> an absent
/// member stays and <c>null</c> clears it (RFC 7396). The read-only members of <see cref="UserProfileResource"/> are accepted with
/// their current values.</summary>
public sealed record WritableUser
{
    /// <summary>3 to 50 characters: letters of one script, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Username { get; init; }

    /// <summary>Unique among all accounts.</summary>
    public required string Email { get; init; }

    /// <summary>Absent it stays, and becomes false with another address.</summary>
    public bool? EmailVerified { get; init; }

    /// <summary>At most 100 characters, as all names.</summary>
    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? MiddleName { get; init; }

    public string? Nickname { get; init; }

    /// <summary>In E.164's form, such as <c>+4915112345678</c>. A changed number counts as not verified.</summary>
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

    /// <summary>Null clears all of it.</summary>
    public PostalAddress? Address { get; init; }
}
