namespace UserApi.Contracts.Grants;

/// <summary>What a person allowed an app, as long as it holds: its tokens live and die with it.</summary>
public sealed record GrantResource
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Username { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The app's name, or its id when it has none.</summary>
    public required string ClientName { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The session it came from; null once that has ended.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>True when it outlives its session (<c>offline_access</c>).</summary>
    public required bool Offline { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last time that tokens were issued from it; null when there was none after the first.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When its refresh token ends at the latest; null without one.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
