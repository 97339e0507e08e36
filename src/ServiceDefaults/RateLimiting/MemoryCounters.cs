using System.Collections.Concurrent;

namespace ServiceDefaults.RateLimiting;

/// <summary>Counts by limit and key, in windows that begin with their first request. Counters are this instance's own.</summary>
internal sealed class MemoryCounters(TimeProvider time) : IRateLimitStore
{
    private const int MaxCounters = 200_000;

    private readonly ConcurrentDictionary<(string Limit, string Key), Counter> _counters = new();
    private int _isSweeping;

    internal int Count => _counters.Count;

    public ValueTask<RateLimitLease> TakeAsync(RateLimit limit, string key, CancellationToken cancellationToken) => new(Take(limit, key));

    public ValueTask<RateLimitLease> LookAsync(RateLimit limit, string key, CancellationToken cancellationToken) => new(Look(limit, key));

    public RateLimitLease Take(RateLimit limit, string key) => Find(limit, key).Take(limit, time.GetUtcNow());

    public RateLimitLease Look(RateLimit limit, string key) =>
        _counters.TryGetValue((limit.Name, key), out var counter) ? counter.Look(limit, time.GetUtcNow()) : RateLimitLease.Untouched(limit);

    /// <summary>Takes over what all instances have counted together, unless more is known here.</summary>
    public void Learn(RateLimit limit, string key, int taken, TimeSpan left) =>
        Find(limit, key).Learn(taken, left, time.GetUtcNow());

    private Counter Find(RateLimit limit, string key)
    {
        if (_counters.Count >= MaxCounters) Sweep();
        return _counters.GetOrAdd((limit.Name, key), static _ => new Counter());
    }

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
                    ? RateLimitLease.Untouched(limit)
                    : new RateLimitLease(Taken < limit.Permits, limit.Permits, Math.Max(0, limit.Permits - Taken), _ends - now);
            }
        }

        public void Learn(int taken, TimeSpan left, DateTimeOffset now)
        {
            lock (_gate)
                if (now >= _ends || taken >= Taken) (_ends, Taken) = (now + left, taken);
        }
    }
}
