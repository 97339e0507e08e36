namespace UserApi.Contracts.Account;

/// <summary>An account that is to be erased.</summary>
public sealed record PendingDeletion
{
    /// <summary><c>pending_deletion</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Until then the person can keep it, by signing in.</summary>
    public required DateTimeOffset PurgeAfter { get; init; }
}
