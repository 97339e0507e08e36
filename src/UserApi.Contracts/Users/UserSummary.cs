namespace UserApi.Contracts.Users;

/// <summary>One line of the list of accounts.</summary>
public sealed record UserSummary
{
    public required Guid Id { get; init; }

    public required string Username { get; init; }

    public required string Email { get; init; }

    public required bool EmailVerified { get; init; }

    /// <summary>What to call the person.</summary>
    public required string Name { get; init; }

    /// <summary>Where the person's picture is; absent when there is none.</summary>
    public string? Picture { get; init; }

    /// <summary><c>active</c>, <c>suspended</c> or <c>pending_deletion</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The names of the account's roles, in order of the alphabet.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null before the first sign-in.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }
}
