using OidcEngine.Clients;

namespace UserDirectory.Clients;

/// <summary>The enabled clients of one moment.</summary>
internal sealed class ClientCatalog
{
    private readonly Dictionary<string, CatalogedClient> _byId;
    private readonly HashSet<string> _origins;

    /// <param name="clients">All of them.</param>
    /// <param name="stamp">What tells one state of the table from another.</param>
    public ClientCatalog(IEnumerable<CatalogedClient> clients, string stamp)
    {
        Stamp = stamp;
        _byId = clients.ToDictionary(entry => entry.Client.ClientId, StringComparer.Ordinal);
        _origins = _byId.Values.SelectMany(entry => entry.Origins).ToHashSet(StringComparer.Ordinal);
    }

    public string Stamp { get; }

    public Client? Find(string clientId) => _byId.GetValueOrDefault(clientId)?.Client;

    /// <summary>The client as it was read, if its row is still of this version.</summary>
    public CatalogedClient? Find(ClientVersion version) =>
        _byId.TryGetValue(version.ClientId, out var entry) && entry.Version == version ? entry : null;

    public bool HasOrigin(string origin) => _origins.Contains(origin);
}

/// <summary>What tells one state of a client's row from another.</summary>
internal sealed record ClientVersion(string ClientId, long Version, DateTimeOffset UpdatedAt);

/// <summary>A client as it was read.</summary>
internal sealed record CatalogedClient(Client Client, ClientVersion Version)
{
    /// <summary>Where its pages call from.</summary>
    public IReadOnlyList<string> Origins { get; } =
        [.. Client.RedirectUris.Select(Origin).OfType<string>().Concat(Client.AllowedCorsOrigins).Distinct(StringComparer.Ordinal)];

    // RFC 6454 §6.2; the redirect URI of an app on a phone has no origin.
    private static string? Origin(string redirectUri) =>
        Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && (uri.Scheme is "https" or "http")
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
