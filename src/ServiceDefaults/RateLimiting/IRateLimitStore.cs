namespace ServiceDefaults.RateLimiting;

/// <summary>Where windows are counted: in this process, or by all instances in common.</summary>
internal interface IRateLimitStore
{
    /// <summary>Takes one from the window of a key in one atomic step. What is refused takes nothing.</summary>
    ValueTask<RateLimitLease> TakeAsync(RateLimit limit, string key, CancellationToken cancellationToken);

    /// <summary>Looks without taking.</summary>
    ValueTask<RateLimitLease> LookAsync(RateLimit limit, string key, CancellationToken cancellationToken);
}
