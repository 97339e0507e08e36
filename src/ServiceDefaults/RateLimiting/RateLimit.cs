namespace ServiceDefaults.RateLimiting;

/// <summary>So many in so long.</summary>
public sealed class RateLimit
{
    public int Permits { get; set; }

    public TimeSpan Window { get; set; }
}
