using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Scopes;
using UserDirectory.Caching;
using UserDirectory.Database;

namespace UserDirectory.Resources;

internal sealed class ResourceStore : IResourceStore
{
    private readonly IDbContextFactory<IdentityDb> _databases;
    private readonly Snapshot<Loaded> _catalog;

    public ResourceStore(IDbContextFactory<IdentityDb> databases, TimeProvider time)
    {
        _databases = databases;
        _catalog = new(LoadAsync, time);
    }

    public async ValueTask<ResourceCatalog> GetAsync(CancellationToken cancellationToken) =>
        (await _catalog.GetAsync(cancellationToken)).Catalog;

    private async Task<Loaded> LoadAsync(Loaded? previous, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var stamp = await StampAsync(db, cancellationToken);
        if (previous?.Stamp == stamp)
            return previous;

        var rows = await db.Set<ResourceRow>().AsNoTracking().Include(resource => resource.Scopes)
            .OrderBy(resource => resource.Resource).ToListAsync(cancellationToken);
        return new Loaded(new ResourceCatalog([.. rows.Select(Read)]), stamp);
    }

    // Every change of a resource or its scopes raises the resource's version, and none is made without its time.
    private static async Task<string> StampAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var stamp = await db.Set<ResourceRow>().GroupBy(_ => 1)
            .Select(all => new
            {
                Count = all.Count(),
                Versions = all.Sum(resource => resource.Version),
                Last = all.Max(resource => resource.UpdatedAt),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{stamp?.Count} {stamp?.Versions} {stamp?.Last.UtcTicks}");
    }

    private static ProtectedResource Read(ResourceRow row) => new()
    {
        Resource = row.Resource,
        Name = row.Name,
        Scopes = [.. row.Scopes.OrderBy(scope => scope.Position).Select(Read)],
        IntrospectionClients = row.IntrospectionClients,
    };

    private static ResourceScope Read(ScopeRow row) => new(row.Name, row.Description, row.Required, row.Claims);

    private sealed record Loaded(ResourceCatalog Catalog, string Stamp);
}
