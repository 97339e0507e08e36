using System.Collections.Concurrent;

namespace ServiceDefaults.RateLimiting;

/// <summary>Counts by limit and key, in windows that begin with their first request. Counters are this instance's own.</summary>
public sealed class RateLimitCounters(RateLimits limits, TimeProvider time)
{
    private const int MaxCounters = 200_000;

    private readonly ConcurrentDictionary<(RateLimit Limit, string Key), Counter> _counters = new();
    private int _isSweeping;

    /// <summary>Takes one from the window of a key. What is refused takes nothing.</summary>
    /// <param name="limit">One of <see cref="RateLimits"/>.</param>
    /// <param name="key">The account, client or network that is counted.</param>
    public RateLimitLease Take(RateLimit limit, string key)
    {
        if (!limits.Enabled) return Free(limit);
        if (_counters.Count >= MaxCounters) Sweep();
        return _counters.GetOrAdd((limit, key), static _ => new Counter()).Take(limit, time.GetUtcNow());
    }

    /// <summary>Looks without taking: for limits that count failures alone.</summary>
    public RateLimitLease Look(RateLimit limit, string key) =>
        limits.Enabled && _counters.TryGetValue((limit, key), out var counter) ? counter.Look(limit, time.GetUtcNow()) : Free(limit);

    internal int Count => _counters.Count;

    private static RateLimitLease Free(RateLimit limit) => new(true, limit.Permits, limit.Permits, limit.Window);

    // Memory is bounded: ended windows go first. If all are alive, the emptiest half goes, which costs an attacker
    // who made them his own counters before anybody's that is near its limit.
    private void Sweep()
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) == 1) return;
        try
        {
            var now = time.GetUtcNow();
            foreach (var (key, counter) in _counters)
                if (counter.HasEnded(now)) _counters.TryRemove(key, out _);
            if (_counters.Count < MaxCounters) return;
            foreach (var (key, _) in _counters.OrderBy(entry => entry.Value.Taken).Take(MaxCounters / 2).ToArray())
                _counters.TryRemove(key, out _);
        }
        finally
        {
            Volatile.Write(ref _isSweeping, 0);
        }
    }

    private sealed class Counter
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _ends = DateTimeOffset.MinValue;

        public int Taken { get; private set; }

        public bool HasEnded(DateTimeOffset now)
        {
            lock (_gate) return now >= _ends;
        }

        public RateLimitLease Take(RateLimit limit, DateTimeOffset now)
        {
            lock (_gate)
            {
                if (now >= _ends) (_ends, Taken) = (now + limit.Window, 0);
                if (Taken >= limit.Permits) return new RateLimitLease(false, limit.Permits, 0, _ends - now);
                Taken++;
                return new RateLimitLease(true, limit.Permits, limit.Permits - Taken, _ends - now);
            }
        }

        public RateLimitLease Look(RateLimit limit, DateTimeOffset now)
        {
            lock (_gate)
            {
                return now >= _ends
                    ? Free(limit)
                    : new RateLimitLease(Taken < limit.Permits, limit.Permits, Math.Max(0, limit.Permits - Taken), _ends - now);
            }
        }
    }
}
