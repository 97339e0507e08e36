namespace UserApi.Contracts.Sessions;

/// <summary>What became of a wish to be signed out everywhere else.</summary>
public sealed record EndedSessions
{
    /// <summary>How many there were.</summary>
    public required int SessionsEnded { get; init; }
}
