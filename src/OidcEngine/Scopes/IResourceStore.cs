namespace OidcEngine.Scopes;

/// <summary>Where the protected resources are kept.</summary>
public interface IResourceStore
{
    /// <summary>All resources, as one unchanging snapshot that may be up to 5 s old. The same instance is returned until something
    /// changed.</summary>
    ValueTask<ResourceCatalog> GetAsync(CancellationToken cancellationToken);
}
