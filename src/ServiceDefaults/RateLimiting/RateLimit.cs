namespace ServiceDefaults.RateLimiting;

/// <summary>So many in so long.</summary>
public sealed class RateLimit(string name)
{
    /// <summary>What it is counted under.</summary>
    public string Name { get; } = name;

    public int Permits { get; set; }

    public TimeSpan Window { get; set; }
}
