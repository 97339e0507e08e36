namespace ServiceDefaults.RateLimiting;

/// <summary>What a limit says to one request.</summary>
/// <param name="IsAllowed">False: answer 429.</param>
/// <param name="Limit">How many the window holds.</param>
/// <param name="Remaining">How many are left of them.</param>
/// <param name="Reset">When the window ends.</param>
public readonly record struct RateLimitLease(bool IsAllowed, int Limit, int Remaining, TimeSpan Reset)
{
    internal static RateLimitLease Untouched(RateLimit limit) => new(true, limit.Permits, limit.Permits, limit.Window);
}
