using Jose;
using Microsoft.Extensions.Logging;

namespace OidcClient.Discovery;

/// <summary>One provider, asked only when it is needed: a host can start before its provider does. What was learnt is used for
/// an hour, then renewed in the background; while the provider is away the old knowledge serves for a day.</summary>
internal sealed class Provider(string issuer, ProviderDocuments documents, TimeProvider time, ILogger<Provider> logger)
{
    /// <summary>Between two attempts to fetch: neither an outage nor a flood of invented key ids makes more of them.</summary>
    public static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);

    public static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private ProviderSnapshot? _snapshot;
    private Task<ProviderSnapshot>? _fetch;
    private DateTimeOffset _lastAttempt = DateTimeOffset.MinValue;

    /// <summary>What is known of the provider.</summary>
    /// <exception cref="ProviderUnavailableException">Nothing is known yet, and it does not answer.</exception>
    public async ValueTask<ProviderSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        var age = snapshot is null ? TimeSpan.MaxValue : time.GetUtcNow() - snapshot.FetchedAt;
        if (age < FreshFor) return snapshot!;

        var fetch = FetchOnceAsync(cancellationToken);
        return age < UsableFor ? snapshot! : await fetch;
    }

    /// <summary>The provider's keys, fetched anew because <paramref name="seen"/> lacks one that a token names; the same ones
    /// when that happened a moment ago or the provider is away.</summary>
    public async ValueTask<VerificationKeySet> RenewKeysAsync(ProviderSnapshot seen, CancellationToken cancellationToken)
    {
        var current = Volatile.Read(ref _snapshot);
        if (current is not null && current != seen) return current.Keys;
        try
        {
            return (await FetchOnceAsync(cancellationToken)).Keys;
        }
        catch (ProviderUnavailableException)
        {
            return seen.Keys;
        }
    }

    private Task<ProviderSnapshot> FetchOnceAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Within the cooldown the last attempt's outcome, good or bad, is everybody's.
            var now = time.GetUtcNow();
            if (_fetch is null || (_fetch.IsCompleted && now - _lastAttempt >= Cooldown))
            {
                _lastAttempt = now;
                _fetch = FetchAsync(CancellationToken.None); // shared: no single caller may cancel it
            }
            return _fetch.WaitAsync(cancellationToken);
        }
    }

    private async Task<ProviderSnapshot> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var snapshot = await documents.FetchAsync(issuer, cancellationToken);
            Volatile.Write(ref _snapshot, snapshot);
            return snapshot;
        }
        catch (ProviderUnavailableException error)
        {
            logger.ProviderUnavailable(issuer, error.Message);
            throw;
        }
    }
}
