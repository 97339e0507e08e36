using System.Collections.Concurrent;
using OidcEngine.Replay;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryTakenIds(TimeProvider time) : ITakenIds
{
    private readonly ConcurrentDictionary<(TakenIdKind Kind, string Owner, string Id), DateTimeOffset> _taken = new();

    /// <summary>Everything that was taken, and until when it is remembered.</summary>
    public IReadOnlyDictionary<(TakenIdKind Kind, string Owner, string Id), DateTimeOffset> Taken => _taken;

    public Task<bool> TakeAsync(
        TakenIdKind kind, string owner, string id, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var key = (kind, owner, id);
        return Task.FromResult(
            _taken.TryAdd(key, expiresAt)
            || (_taken.TryGetValue(key, out var until) && until <= time.GetUtcNow() && _taken.TryUpdate(key, expiresAt, until)));
    }
}
