namespace UserApi.Contracts.Users;

/// <summary>A new account.</summary>
public sealed record RegisterUser
{
    /// <summary>3 to 50 characters: letters of one script, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Username { get; init; }

    public required string Email { get; init; }

    public required string Password { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    /// <summary>The language of the mails, a BCP 47 tag.</summary>
    public string? Locale { get; init; }

    /// <summary>Only for callers with the permission <c>users.write</c>, who may not give what they lack.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary><c>active</c> or <c>suspended</c>; only for callers with the permission <c>users.write</c>.</summary>
    public string? Status { get; init; }
}
