namespace UserApi.Contracts.Sessions;

/// <summary>A browser in which a person is signed in.</summary>
public sealed record SessionResource
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Username { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it ends by itself at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the person last proved who they are in it.</summary>
    public required DateTimeOffset AuthTime { get; init; }

    /// <summary>How they did (RFC 8176), such as <c>pwd</c>.</summary>
    public required IReadOnlyList<string> Amr { get; init; }

    public string? IpAddress { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>The apps that were signed in to from it.</summary>
    public required IReadOnlyList<SessionApp> Apps { get; init; }

    /// <summary>True for the session that the caller's own access token hangs from.</summary>
    public required bool Current { get; init; }
}

/// <summary>An app that was signed in to.</summary>
public sealed record SessionApp
{
    public required string ClientId { get; init; }

    /// <summary>The app's name, or its id when it has none.</summary>
    public required string Name { get; init; }
}
