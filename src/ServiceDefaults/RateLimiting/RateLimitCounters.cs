namespace ServiceDefaults.RateLimiting;

/// <summary>Counts by limit and key, in windows that begin with their first request: in common with the other instances where there
/// is Redis.</summary>
public sealed class RateLimitCounters
{
    private readonly RateLimits _limits;
    private readonly IRateLimitStore _store;

    internal RateLimitCounters(RateLimits limits, IRateLimitStore store) => (_limits, _store) = (limits, store);

    /// <summary>Counters of this instance alone.</summary>
    public RateLimitCounters(RateLimits limits, TimeProvider time)
        : this(limits, new MemoryCounters(time))
    {
    }

    /// <summary>Takes one from the window of a key. What is refused takes nothing.</summary>
    /// <param name="limit">One of <see cref="RateLimits"/>.</param>
    /// <param name="key">The account, client or network that is counted.</param>
    public ValueTask<RateLimitLease> TakeAsync(RateLimit limit, string key, CancellationToken cancellationToken) =>
        _limits.Enabled ? _store.TakeAsync(limit, key, cancellationToken) : new(RateLimitLease.Untouched(limit));

    /// <summary>Looks without taking: for limits that count failures alone.</summary>
    public ValueTask<RateLimitLease> LookAsync(RateLimit limit, string key, CancellationToken cancellationToken) =>
        _limits.Enabled ? _store.LookAsync(limit, key, cancellationToken) : new(RateLimitLease.Untouched(limit));
}
