namespace UserApi.Contracts.Users;

/// <summary>An account for somebody who chooses the password by a mailed link.</summary>
public sealed record InviteUser
{
    /// <summary>3 to 50 characters: letters of one script, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Username { get; init; }

    public required string Email { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    /// <summary>The language of the mails, a BCP 47 tag.</summary>
    public string? Locale { get; init; }

    /// <summary>Who invites may not give what they lack.</summary>
    public IReadOnlyList<string>? Roles { get; init; }
}
