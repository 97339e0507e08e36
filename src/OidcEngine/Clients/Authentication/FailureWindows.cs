using System.Collections.Concurrent;

namespace OidcEngine.Clients.Authentication;

/// <summary>Bounds what failed authentications may write: of each known client's failures one record a minute, and of all unknown
/// clients' together one, with the number of failures since the last.</summary>
internal sealed class FailureWindows(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Failures> _byClient = new(StringComparer.Ordinal);

    /// <summary>Counts a failure. The number to record now, or null when it waits for a later one to tell of it.</summary>
    /// <param name="clientId">A registered client, or null for one that is unknown: what callers make up takes no memory.</param>
    public int? Count(string? clientId) => _byClient.GetOrAdd(clientId ?? "", static _ => new Failures()).Count(time.GetUtcNow());

    private sealed class Failures
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _recordedAt = DateTimeOffset.MinValue;
        private int _count;

        public int? Count(DateTimeOffset now)
        {
            lock (_lock)
            {
                _count++;
                if (now - _recordedAt < Window) return null;
                var count = _count;
                (_recordedAt, _count) = (now, 0);
                return count;
            }
        }
    }
}
