namespace UserApi.Contracts.Users;

/// <summary>What signing a person out everywhere came to.</summary>
public sealed record EndedSessions
{
    /// <summary>In how many browsers they were signed in.</summary>
    public required int SessionsEnded { get; init; }
}
