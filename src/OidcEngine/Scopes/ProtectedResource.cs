namespace OidcEngine.Scopes;

/// <summary>An API that access tokens are for (RFC 8707: a resource; its identifier is the token's <c>aud</c>).</summary>
public sealed record ProtectedResource
{
    /// <summary>The identifier: an absolute URI, compared as an exact string.</summary>
    public required string Resource { get; init; }

    /// <summary>What people are shown.</summary>
    public required string Name { get; init; }

    /// <summary>The scopes that belong to it. A scope belongs to one resource alone.</summary>
    public IReadOnlyList<ResourceScope> Scopes { get; init; } = [];

    /// <summary>Client ids that may introspect tokens for this resource (RFC 7662 §2.1).</summary>
    public IReadOnlyList<string> IntrospectionClients { get; init; } = [];
}

/// <summary>One scope of a resource.</summary>
/// <param name="Name">The <c>scope</c> value: RFC 6749 §3.3 characters.</param>
/// <param name="Description">What it allows, in words for the consent page.</param>
/// <param name="Required">True when a person cannot deselect it.</param>
/// <param name="Claims">Names of user claims that access tokens with this scope carry.</param>
public sealed record ResourceScope(string Name, string? Description, bool Required, IReadOnlyList<string> Claims);
