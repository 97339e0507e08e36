using OidcEngine.Clients;

namespace IdentityProvider.Consent;

/// <summary>What people know apps by, wherever one is named that does not ask right now.</summary>
internal sealed class AppNames(IClientStore clients)
{
    /// <summary>The id itself, when there is no such app any more.</summary>
    public async Task<string> FindAsync(string clientId, CancellationToken cancellationToken) =>
        await clients.FindAsync(clientId, cancellationToken) is { } client ? ClientName.Of(client) : clientId;

    /// <summary>Of each, in the same order.</summary>
    public async Task<IReadOnlyList<string>> FindAllAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var clientId in clientIds) names.Add(await FindAsync(clientId, cancellationToken));
        return names;
    }
}
