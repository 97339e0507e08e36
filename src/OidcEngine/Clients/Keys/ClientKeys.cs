using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Jose;
using Microsoft.Extensions.Logging;
using OidcEngine.Http;

namespace OidcEngine.Clients.Keys;

/// <summary>The public keys of clients: of <c>jwks</c>, or of what lies at <c>jwks_uri</c> (RFC 7591 §2). They come from the registration
/// alone; nothing in a token adds to them.</summary>
internal sealed class ClientKeys(OutboundDocument documents, TimeProvider time, ILogger<ClientKeys> logger)
{
    private const int MaxAddresses = 20_000;

    private readonly ConditionalWeakTable<Client, VerificationKeySet> _registered = [];
    private readonly ConcurrentDictionary<string, PublishedKeys> _published = new(StringComparer.Ordinal);

    /// <summary>The keys of the client, in which the one with this <c>kid</c> for this <c>alg</c> is, when the client has it. A key that is not
    /// among those known of a <c>jwks_uri</c> lets it be read again, at most every few seconds.</summary>
    /// <param name="client">Whose keys.</param>
    /// <param name="kid">The <c>kid</c> of what is to be verified; null when it names none.</param>
    /// <param name="alg">Its <c>alg</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Empty when the client has registered no keys, or they cannot be read.</returns>
    public ValueTask<VerificationKeySet> FindAsync(Client client, string? kid, string? alg, CancellationToken cancellationToken)
    {
        if (client.Jwks is not null) return new(_registered.GetValue(client, Parse));
        return client.JwksUri is { } address ? PublishedAt(address).FindAsync(kid, alg, cancellationToken) : new(VerificationKeySet.Empty);
    }

    /// <summary>The keys of the client, in which the one with this thumbprint is (RFC 7638), when the client has it.</summary>
    public ValueTask<VerificationKeySet> FindByThumbprintAsync(Client client, string thumbprint, CancellationToken cancellationToken)
    {
        if (client.Jwks is not null) return new(_registered.GetValue(client, Parse));
        return client.JwksUri is { } address ? PublishedAt(address).FindAsync(thumbprint, cancellationToken) : new(VerificationKeySet.Empty);
    }

    private PublishedKeys PublishedAt(string address)
    {
        if (_published.Count >= MaxAddresses) _published.Clear(); // clients come and go; what is needed is read again
        return _published.GetOrAdd(address, at => new PublishedKeys(at, documents, time, logger));
    }

    private static VerificationKeySet Parse(Client client) =>
        VerificationKeySet.TryParse(Encoding.UTF8.GetBytes(client.Jwks!), out var keys) ? keys : VerificationKeySet.Empty;
}
