using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using ServiceDefaults.MasterKeys;
using UserDirectory.Caching;
using UserDirectory.Database;

namespace UserDirectory.Clients;

/// <summary>The clients, in memory. Every few seconds the table is asked whether it is still the same; if not, the versions of all rows are
/// read, and of the rows only those that changed: among ten thousand clients one that registers costs one row.</summary>
internal sealed class ClientStore : IClientStore
{
    private const int BatchSize = 500;

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

    /// <summary>Whoever asks next gets what this process has just written.</summary>
    public void Forget() => _catalog.Forget();

    private async Task<ClientCatalog> LoadAsync(ClientCatalog? previous, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var stamp = await StampAsync(db, cancellationToken);
        if (previous?.Stamp == stamp)
            return previous;
        if (previous is null)
            return new ClientCatalog((await Enabled(db).ToListAsync(cancellationToken)).ConvertAll(Read), stamp);

        var versions = await db.Set<ClientRow>().Where(client => client.Enabled)
            .Select(client => new ClientVersion(client.ClientId, client.Version, client.UpdatedAt)).ToListAsync(cancellationToken);
        var clients = versions.Select(previous.Find).OfType<CatalogedClient>().ToList();
        var changed = versions.Where(version => previous.Find(version) is null).Select(version => version.ClientId);
        foreach (var batch in changed.Chunk(BatchSize))
            clients.AddRange((await Enabled(db).Where(client => batch.Contains(client.ClientId)).ToListAsync(cancellationToken)).ConvertAll(Read));
        return new ClientCatalog(clients, stamp);
    }

    private static IQueryable<ClientRow> Enabled(IdentityDb db) =>
        db.Set<ClientRow>().AsNoTracking().Include(client => client.Secrets).Where(client => client.Enabled);

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

    private CatalogedClient Read(ClientRow row) =>
        new(row.ToClient(_masterKey), new ClientVersion(row.ClientId, row.Version, row.UpdatedAt));
}
