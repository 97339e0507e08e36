using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Grants;

namespace OidcEngine.Scopes;

/// <summary>What a request's <c>scope</c> and <c>resource</c> parameters come to.</summary>
/// <param name="Scopes">The scopes, in the order in which they were asked for, each once.</param>
/// <param name="Resources">The resources that access tokens may be for; empty when userinfo alone is meant.</param>
internal sealed record GrantedScopes(IReadOnlyList<string> Scopes, IReadOnlyList<string> Resources)
{
    /// <summary>What is asked for one by one beside the scopes.</summary>
    public GrantedClaims Claims { get; init; } = GrantedClaims.None;
}

/// <summary>Finds what a client may have of what it asks for: RFC 6749 §3.3, RFC 8707 §2 and RFC 9068 §3. A request is granted as it
/// stands or refused; it is never narrowed in silence, but for <c>offline_access</c> where it means nothing (OIDC Core §11).</summary>
internal static class ScopeResolution
{
    /// <summary>Resolves a request for a person's authorization.</summary>
    public static Result<GrantedScopes> Resolve(
        Client client, string? scope, IReadOnlyList<string> resources, ResourceCatalog catalog)
    {
        if (scope is null) return ScopeRefusal.Missing(client);
        if (!Split(scope).TryGet(out var scopes, out var error)) return error;
        if (!client.MayUse("refresh_token")) scopes.Remove(IdentityScopes.OfflineAccess);
        return Check(client, scopes, resources, catalog);
    }

    /// <summary>Resolves a request of a client that acts for itself. Without a <c>scope</c> it gets all of its registered scopes that
    /// belong to the resource; what concerns a person it never gets.</summary>
    public static Result<GrantedScopes> ResolveForClient(
        Client client, string? scope, IReadOnlyList<string> resources, ResourceCatalog catalog)
    {
        if (scope is null) return Check(client, DefaultsOf(client, resources, catalog), resources, catalog);
        if (!Split(scope).TryGet(out var scopes, out var error)) return error;
        return scopes.Exists(IdentityScopes.Contains)
            ? ScopeRefusal.Personal(scopes.Find(IdentityScopes.Contains)!)
            : Check(client, scopes, resources, catalog);
    }

    /// <summary>The scope tokens of RFC 6749 §3.3, each once.</summary>
    public static Result<List<string>> Split(string scope)
    {
        var scopes = new List<string>(4);
        foreach (var range in scope.AsSpan().Split(' '))
        {
            var token = scope.AsSpan(range);
            if (token.IsEmpty) continue;
            if (!IsScopeToken(token)) return ScopeRefusal.Malformed(scope);
            if (!Contains(scopes, token)) scopes.Add(token.ToString());
        }
        return scopes;
    }

    /// <summary>True for a scope-token of RFC 6749 §3.3: visible ASCII without <c>"</c> and <c>\</c>.</summary>
    public static bool IsScopeToken(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (character is < '!' or > '~' or '"' or '\\')
                return false;
        return !text.IsEmpty;
    }

    private static Result<GrantedScopes> Check(
        Client client, List<string> scopes, IReadOnlyList<string> resources, ResourceCatalog catalog)
    {
        if (CheckResources(client, resources, catalog) is { } wrong) return wrong;
        if (scopes.Count == 0) return ScopeRefusal.Empty(client);

        var audiences = new List<string>(resources);
        foreach (var scope in scopes)
        {
            if (!client.Scopes.Contains(scope)) return ScopeRefusal.NotRegistered(client, scope);
            if (IdentityScopes.Contains(scope)) continue;
            if (catalog.FindScope(scope) is not { Resource.Resource: var owner }) return ScopeRefusal.Unknown(scope);
            if (audiences.Contains(owner)) continue;
            if (resources.Count > 0) return ScopeRefusal.OfAnother(scope, owner, resources);
            if (audiences.Count > 0) return ScopeRefusal.Spanning(audiences[0], owner); // RFC 9068 §3
            audiences.Add(owner);
        }
        return new GrantedScopes(scopes, audiences);
    }

    /// <summary>RFC 8707 §2. A client may name the resources that it has a scope of.</summary>
    private static OAuthError? CheckResources(Client client, IReadOnlyList<string> resources, ResourceCatalog catalog)
    {
        for (var i = 0; i < resources.Count; i++)
        {
            if (catalog.Find(resources[i]) is not { } resource || !HasScopeOf(client, resource))
                return ScopeRefusal.UnknownResource(client, resources[i]);
            for (var j = 0; j < i; j++)
                if (resources[j] == resources[i])
                    return ScopeRefusal.RepeatedResource(resources[i]);
        }
        return null;
    }

    private static bool HasScopeOf(Client client, ProtectedResource resource)
    {
        foreach (var scope in resource.Scopes)
            if (client.Scopes.Contains(scope.Name))
                return true;
        return false;
    }

    private static List<string> DefaultsOf(Client client, IReadOnlyList<string> resources, ResourceCatalog catalog)
    {
        var scopes = new List<string>(client.Scopes.Count);
        foreach (var scope in client.Scopes)
            if (catalog.FindScope(scope) is { Resource.Resource: var owner } && (resources.Count == 0 || resources.Contains(owner)))
                scopes.Add(scope);
        return scopes;
    }

    private static bool Contains(List<string> scopes, ReadOnlySpan<char> token)
    {
        foreach (var scope in scopes)
            if (token.SequenceEqual(scope))
                return true;
        return false;
    }
}
