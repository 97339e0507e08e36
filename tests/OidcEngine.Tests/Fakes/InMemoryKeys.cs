using OidcEngine.Keys;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryKeys(TimeProvider time) : IKeyStore
{
    /// <summary>RSA keys take a while to make, so all hosts start with the same.</summary>
    private static readonly Lazy<IReadOnlyList<StoredKey>> FirstKeys = new(() =>
        [.. KeyCalendar.Due([], null, ManualTime.Start, new Lifetimes()).Select(plan => NewKey.Create(plan, ManualTime.Start))]);

    private readonly Lock _lock = new();
    private readonly List<StoredKey> _keys = [.. FirstKeys.Value];

    /// <summary>Forgets all keys.</summary>
    public void Clear()
    {
        lock (_lock) _keys.Clear();
    }

    public Task<IReadOnlyList<StoredKey>> LoadAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<StoredKey>>([.. _keys]);
    }

    public Task<bool> AddAsync(StoredKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_keys.Exists(other => IsSamePlace(other, key))) return Task.FromResult(false);
            _keys.Add(key);
            return Task.FromResult(true);
        }
    }

    public Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        lock (_lock) _keys.RemoveAll(key => key.RemoveAt <= time.GetUtcNow());
        return Task.CompletedTask;
    }

    private static bool IsSamePlace(StoredKey a, StoredKey b) =>
        a.Purpose == b.Purpose && a.Algorithm == b.Algorithm && a.Sequence == b.Sequence;
}
