using OidcEngine.Scopes;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryResources(ResourceCatalog catalog) : IResourceStore
{
    public ResourceCatalog Catalog { get; set; } = catalog;

    public ValueTask<ResourceCatalog> GetAsync(CancellationToken cancellationToken) => new(Catalog);
}
