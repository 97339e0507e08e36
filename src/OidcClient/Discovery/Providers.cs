using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OidcClient.Discovery;

/// <summary>The providers that this host trusts, each known once.</summary>
internal sealed class Providers(ProviderDocuments documents, TimeProvider time, ILogger<Provider> logger)
{
    private readonly ConcurrentDictionary<string, Provider> _byIssuer = new(StringComparer.Ordinal);

    /// <summary>The provider of this issuer, which comes from configuration, never from a token.</summary>
    public Provider Get(string issuer) => _byIssuer.GetOrAdd(issuer, name => new Provider(name, documents, time, logger));
}
