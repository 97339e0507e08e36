using System.Collections.Concurrent;
using System.Collections.Immutable;
using OidcEngine.Grants;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryConsents : IConsentStore
{
    private readonly ConcurrentDictionary<(string Subject, string ClientId), ImmutableHashSet<string>> _consents = new();
    private int _reads;

    /// <summary>How often the memory was asked: a round trip each.</summary>
    public int Reads => _reads;

    public Task<IReadOnlySet<string>> FindAsync(string subject, string clientId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Task.FromResult<IReadOnlySet<string>>(_consents.GetValueOrDefault((subject, clientId), []));
    }

    public Task RememberAsync(string subject, string clientId, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        _consents.AddOrUpdate((subject, clientId), _ => [.. scopes], (_, before) => before.Union(scopes));
        return Task.CompletedTask;
    }
}
