using Jose;
using Microsoft.Extensions.Logging;
using OidcEngine.Http;

namespace OidcEngine.Clients.Keys;

/// <summary>The keys at one <c>jwks_uri</c>. They count for a few minutes; one that is not among them, which a rotation brings, lets the
/// address be read again at most every few seconds, whoever asks. While it cannot be read, the last keys count for an hour.</summary>
internal sealed class PublishedKeys(string address, OutboundDocument documents, TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    public static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(5);

    /// <summary>RFC 7517 §8.5.2; many servers send plain JSON.</summary>
    private static readonly DocumentKind KeySet = new(64 * 1024, "application/jwk-set+json", "application/json");

    private readonly Lock _lock = new();
    private Task<Version> _reading = Task.FromResult(new Version(VerificationKeySet.Empty, DateTimeOffset.MinValue));
    private DateTimeOffset _begunAt = DateTimeOffset.MinValue;

    public ValueTask<VerificationKeySet> FindAsync(string? kid, string? alg, CancellationToken cancellationToken) =>
        FindAsync(keys => alg is not null && keys.Find(kid, alg) is not null, cancellationToken);

    public ValueTask<VerificationKeySet> FindAsync(string thumbprint, CancellationToken cancellationToken) =>
        FindAsync(keys => keys.HasKey(thumbprint), cancellationToken);

    private async ValueTask<VerificationKeySet> FindAsync(Predicate<VerificationKeySet> isWanted, CancellationToken cancellationToken)
    {
        var known = await Current().WaitAsync(cancellationToken);
        if (time.GetUtcNow() - known.ReadAt >= Fresh || !isWanted(known.Keys)) known = await ReadAgain(known).WaitAsync(cancellationToken);
        return time.GetUtcNow() - known.ReadAt < Longest ? known.Keys : VerificationKeySet.Empty;
    }

    private Task<Version> Current()
    {
        lock (_lock) return _reading;
    }

    /// <summary>The reading that runs, or the last one when it is too young for another.</summary>
    private Task<Version> ReadAgain(Version known)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_reading.IsCompleted || now - _begunAt < BetweenReadings) return _reading;
            _begunAt = now;
            return _reading = ReadAsync(known);
        }
    }

    private async Task<Version> ReadAsync(Version previous)
    {
        var reason = "It is not a JWK Set.";
        switch (await documents.GetAsync(address, KeySet, CancellationToken.None))
        {
            case DocumentReading.Read { Content: var content } when VerificationKeySet.TryParse(content, out var keys):
                return new Version(keys, time.GetUtcNow());
            case DocumentReading.Failed failed:
                reason = failed.Reason;
                break;
        }
        logger.KeysUnreadable(address, reason);
        return previous;
    }

    private sealed record Version(VerificationKeySet Keys, DateTimeOffset ReadAt);
}
