using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using ServiceDefaults.MasterKeys;
using UserDirectory.Caching;
using UserDirectory.Database;

namespace UserDirectory.Clients;

internal sealed class ClientStore : IClientStore
{
    private readonly IDbContextFactory<IdentityDb> _databases;
    private readonly MasterKey _masterKey;
    private readonly Snapshot<ClientCatalog> _catalog;

    public ClientStore(IDbContextFactory<IdentityDb> databases, MasterKey masterKey, TimeProvider time)
    {
        (_databases, _masterKey) = (databases, masterKey);
        _catalog = new(LoadAsync, time);
    }

    public async ValueTask<Client?> FindAsync(string clientId, CancellationToken cancellationToken) =>
        (await _catalog.GetAsync(cancellationToken)).Find(clientId);

    public async ValueTask<bool> HasOriginAsync(string origin, CancellationToken cancellationToken) =>
        (await _catalog.GetAsync(cancellationToken)).HasOrigin(origin);

    private async Task<ClientCatalog> LoadAsync(ClientCatalog? previous, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var stamp = await StampAsync(db, cancellationToken);
        if (previous?.Stamp == stamp)
            return previous;

        var rows = await db.Set<ClientRow>().AsNoTracking().Include(client => client.Secrets)
            .Where(client => client.Enabled).ToListAsync(cancellationToken);
        return new ClientCatalog([.. rows.Select(Read)], stamp);
    }

    // Every change of a client raises its version, and none is made without its time.
    private static async Task<string> StampAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var stamp = await db.Set<ClientRow>().GroupBy(_ => 1)
            .Select(all => new
            {
                Count = all.Count(),
                Versions = all.Sum(client => client.Version),
                Last = all.Max(client => client.UpdatedAt),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{stamp?.Count} {stamp?.Versions} {stamp?.Last.UtcTicks}");
    }

    private Client Read(ClientRow row)
    {
        using var metadata = JsonDocument.Parse(row.Metadata);
        return ClientMetadata.ReadStored(
            metadata.RootElement, [.. row.Secrets.Select(secret => secret.Open(_masterKey))]);
    }
}
