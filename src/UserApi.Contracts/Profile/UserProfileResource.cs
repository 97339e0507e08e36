namespace UserApi.Contracts.Profile;

/// <summary>Everything a person, or an administrator, reads of one account. Members that are claims bear their names
/// (OpenID Connect Core §5.1).</summary>
public sealed record UserProfileResource
{
    /// <summary>The account's id, which is also <c>sub</c>. It never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name to sign in with, 3 to 50 characters.</summary>
    public required string Username { get; init; }

    /// <summary>The address for mail, unique among all accounts.</summary>
    public required string Email { get; init; }

    /// <summary>True once the owner of the address has proved it.</summary>
    public required bool EmailVerified { get; init; }

    /// <summary>What to call the person: made of the names, else the nickname, else the user name.</summary>
    public required string Name { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? MiddleName { get; init; }

    public string? Nickname { get; init; }

    /// <summary>In E.164's form, such as <c>+4915112345678</c>.</summary>
    public string? PhoneNumber { get; init; }

    public required bool PhoneNumberVerified { get; init; }

    /// <summary>A few sentences of the person about themselves.</summary>
    public string? Bio { get; init; }

    /// <summary>An https or http address.</summary>
    public string? Website { get; init; }

    /// <summary><c>YYYY-MM-DD</c>, <c>0000-MM-DD</c> or <c>YYYY</c> (OpenID Connect Core §5.1).</summary>
    public string? Birthdate { get; init; }

    public string? Gender { get; init; }

    /// <summary>A time zone's name, such as <c>Europe/Berlin</c>.</summary>
    public string? Zoneinfo { get; init; }

    /// <summary>A language tag (BCP 47), such as <c>de-CH</c>.</summary>
    public string? Locale { get; init; }

    public PostalAddress? Address { get; init; }

    /// <summary>Where the person's picture is, for anybody to read; absent when there is none. <c>&amp;size=64</c> or <c>512</c> asks for
    /// another size.</summary>
    public string? Picture { get; init; }

    /// <summary><c>active</c>, <c>suspended</c> or <c>pending_deletion</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The names of the account's roles, in order of the alphabet.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the account is erased; null unless its deletion is pending.</summary>
    public DateTimeOffset? PurgeAfter { get; init; }
}
