namespace UserApi.Contracts.Users;

/// <summary>The answer to a registration. Strangers get it in this form whether or not the address already had an account,
/// so it holds what they sent and nothing else.</summary>
public sealed record RegisteredUser
{
    public required string Username { get; init; }

    public required string Email { get; init; }

    /// <summary>The account's id; only for callers with the permission <c>users.write</c>.</summary>
    public Guid? Id { get; init; }
}
