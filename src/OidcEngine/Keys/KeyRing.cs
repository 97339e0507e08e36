using Jose;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OidcEngine.Keys;

/// <summary>The keys of this instance: what the store holds, read again every while. A key is made only after the store was read, so an
/// instance that cannot read it never mints its own; where a refresh fails, the keys that were read before go on serving.</summary>
internal sealed class KeyRing(
    IServiceScopeFactory scopes, IOptions<OidcEngineOptions> options, TimeProvider time, ILogger<KeyRing> logger) : IDisposable
{
    /// <summary>Tokens that name unknown keys are free to make: they cause no more reads than this.</summary>
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile KeyRingSnapshot? _current;
    private DateTimeOffset _readAt;

    /// <summary>False until the store was read for the first time: the instance is not ready.</summary>
    public bool IsLoaded => _current is not null;

    /// <summary>The keys; waits for the first reading.</summary>
    public ValueTask<KeyRingSnapshot> GetAsync(CancellationToken cancellationToken) =>
        _current is { } snapshot ? new(snapshot) : new(ReadAsync(null, _ => true, cancellationToken));

    /// <summary>The key that signs with this algorithm now. The first use of an algorithm makes its first key.</summary>
    /// <exception cref="ArgumentException">The algorithm is not one of <see cref="JwsAlgorithms"/>.</exception>
    public async ValueTask<SigningKey> ForSigningAsync(string algorithm, CancellationToken cancellationToken)
    {
        var snapshot = await GetAsync(cancellationToken);
        if (snapshot.ForSigning(algorithm, time.GetUtcNow()) is { } key) return key;

        if (!JwsAlgorithms.Supported.Contains(algorithm)) throw new ArgumentException("The algorithm is not supported.", nameof(algorithm));
        snapshot = await ReadAsync(
            algorithm, current => current?.ForSigning(algorithm, time.GetUtcNow()) is not null, cancellationToken);
        return snapshot.ForSigning(algorithm, time.GetUtcNow())
            ?? throw new InvalidOperationException($"The key store took no key for {algorithm}.");
    }

    /// <summary>Reads the store again and makes what the calendar says is due.</summary>
    public Task UpdateAsync(CancellationToken cancellationToken) => ReadAsync(null, _ => false, cancellationToken);

    /// <summary>Reads the store again since a token names a key that is unknown here; not more often than the cooldown allows.</summary>
    public async Task<KeyRingSnapshot> RefreshForUnknownKeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(null, _ => time.GetUtcNow() - _readAt < Cooldown, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException && _current is not null)
        {
            logger.RefreshFailed(error);
            return _current;
        }
    }

    /// <summary>Removes what has outlived everything that it signed.</summary>
    public async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IKeyStore>().RemoveExpiredAsync(cancellationToken);
    }

    public void Dispose() => _gate.Dispose();

    private async Task<KeyRingSnapshot> ReadAsync(
        string? algorithm, Func<KeyRingSnapshot?, bool> isGoodEnough, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } current && isGoodEnough(current)) return current;
            _readAt = time.GetUtcNow();
            await using var scope = scopes.CreateAsyncScope();
            var store = scope.ServiceProvider.GetRequiredService<IKeyStore>();
            var keys = await LoadWithDueKeysAsync(store, algorithm, cancellationToken);
            return _current = new KeyRingSnapshot(keys, _current, time.GetUtcNow());
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<StoredKey>> LoadWithDueKeysAsync(
        IKeyStore store, string? algorithm, CancellationToken cancellationToken)
    {
        var keys = await store.LoadAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = KeyCalendar.Due(keys, algorithm, now, options.Value.Lifetimes);
        if (due.Count == 0) return keys;

        foreach (var plan in due)
        {
            var key = NewKey.Create(plan, now);
            if (await store.AddAsync(key, cancellationToken)) // else another instance was first, and its key is the one
                logger.KeyAdded(key.Purpose, key.Algorithm, key.KeyId, key.Sequence, key.ActiveFrom);
        }
        return await store.LoadAsync(cancellationToken);
    }
}
