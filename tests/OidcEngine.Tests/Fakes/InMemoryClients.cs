using System.Collections.Concurrent;
using OidcEngine.Clients;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryClients : IClientStore
{
    private readonly ConcurrentDictionary<string, Client> _clients = new(StringComparer.Ordinal);

    /// <summary>Adds a client, or puts it in the place of the one with its id.</summary>
    public void Put(Client client) => _clients[client.ClientId] = client;

    /// <summary>Replaces a client by a changed copy.</summary>
    public void Change(string clientId, Func<Client, Client> change) => Put(change(_clients[clientId]));

    public ValueTask<Client?> FindAsync(string clientId, CancellationToken cancellationToken) =>
        new(_clients.TryGetValue(clientId, out var client) && client.Enabled ? client : null);

    public ValueTask<bool> HasOriginAsync(string origin, CancellationToken cancellationToken) =>
        new(_clients.Values.Any(client => client.Enabled
            && (client.AllowedCorsOrigins.Contains(origin) || client.RedirectUris.Any(uri => OriginOf(uri) == origin))));

    private static string OriginOf(string uri) => new Uri(uri).GetLeftPart(UriPartial.Authority);
}
