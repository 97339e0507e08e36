namespace UserDirectory.Housekeeping;

/// <summary>Settings under <c>Housekeeping</c>.</summary>
internal sealed class HousekeepingOptions
{
    public const string Section = "Housekeeping";

    /// <summary>How often expired rows are deleted.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often expired sessions are looked for.</summary>
    public TimeSpan SessionInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many rows a transaction deletes at most.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>How long a grant is kept after its end, so that a replayed code or an old refresh token is recognised.</summary>
    public TimeSpan EndedGrants { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a session is kept after its end, for the person to see.</summary>
    public TimeSpan EndedSessions { get; set; } = TimeSpan.FromDays(30);

    public string? Problem() =>
        Interval < TimeSpan.FromSeconds(1) || SessionInterval < TimeSpan.FromSeconds(1)
            ? $"{Section}:Interval and {Section}:SessionInterval must be at least one second."
        : BatchSize is < 1 or > 10_000 ? $"{Section}:BatchSize must be between 1 and 10000."
        : EndedGrants < TimeSpan.FromDays(2)
            ? $"{Section}:EndedGrants must be at least 2.00:00:00, the longest life of an access token and a day." // see ClientLimits
        : EndedSessions < TimeSpan.Zero ? $"{Section}:EndedSessions must not be negative."
        : null;
}
