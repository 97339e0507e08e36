using System.Collections.Frozen;
using OidcEngine.Clients;

namespace UserDirectory.Clients;

/// <summary>The enabled clients of one moment.</summary>
internal sealed class ClientCatalog
{
    private readonly FrozenDictionary<string, Client> _byId;
    private readonly FrozenSet<string> _origins;

    /// <param name="stamp">What tells one state of the table from another.</param>
    public ClientCatalog(IReadOnlyList<Client> clients, string stamp)
    {
        Stamp = stamp;
        _byId = clients.ToFrozenDictionary(client => client.ClientId, StringComparer.Ordinal);
        _origins = clients
            .SelectMany(client => client.RedirectUris.Select(Origin).OfType<string>().Concat(client.AllowedCorsOrigins))
            .ToFrozenSet(StringComparer.Ordinal);
    }

    public string Stamp { get; }

    public Client? Find(string clientId) => _byId.GetValueOrDefault(clientId);

    public bool HasOrigin(string origin) => _origins.Contains(origin);

    // RFC 6454 §6.2; the redirect URI of an app on a phone has no origin.
    private static string? Origin(string redirectUri) =>
        Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && (uri.Scheme is "https" or "http")
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
