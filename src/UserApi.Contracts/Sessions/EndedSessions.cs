namespace UserApi.Contracts.Sessions;

/// <summary>What signing a person out, everywhere or everywhere else, came to.</summary>
public sealed record EndedSessions
{
    /// <summary>In how many browsers they were signed in.</summary>
    public required int SessionsEnded { get; init; }
}
