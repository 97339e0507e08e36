using System.Collections.Frozen;

namespace OidcEngine.Scopes;

/// <summary>All protected resources with their scopes, indexed for reading by many requests at once.</summary>
public sealed class ResourceCatalog
{
    private readonly FrozenDictionary<string, ProtectedResource> _byResource;
    private readonly FrozenDictionary<string, (ProtectedResource Resource, ResourceScope Scope)> _byScope;

    /// <summary>Indexes the resources.</summary>
    /// <exception cref="ArgumentException">Two resources share an identifier or a scope name.</exception>
    public ResourceCatalog(IReadOnlyList<ProtectedResource> resources)
    {
        Resources = resources;
        _byResource = resources.ToFrozenDictionary(resource => resource.Resource, StringComparer.Ordinal);
        _byScope = resources
            .SelectMany(resource => resource.Scopes.Select(scope => (Resource: resource, Scope: scope)))
            .ToFrozenDictionary(entry => entry.Scope.Name, StringComparer.Ordinal);
    }

    /// <summary>The resources in the order in which they were given.</summary>
    public IReadOnlyList<ProtectedResource> Resources { get; }

    /// <summary>The resource of this exact identifier, or null.</summary>
    public ProtectedResource? Find(string resource) => _byResource.GetValueOrDefault(resource);

    /// <summary>The resource that a scope belongs to with the scope itself, or null for identity scopes and unknown ones.</summary>
    public (ProtectedResource Resource, ResourceScope Scope)? FindScope(string scope) =>
        _byScope.TryGetValue(scope, out var entry) ? entry : null;
}
