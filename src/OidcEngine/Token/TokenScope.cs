using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Scopes;

namespace OidcEngine.Token;

/// <summary>What one access token of a grant is for.</summary>
/// <param name="Scopes">Its scopes.</param>
/// <param name="Audience">Its resource; the issuer when no scope belongs to one (RFC 9068 §3).</param>
internal sealed record TokenScope(IReadOnlyList<string> Scopes, string Audience)
{
    /// <summary>The <c>scope</c> value.</summary>
    public string Text => string.Join(' ', Scopes);

    /// <summary>Chooses from what was granted. Scopes that the client is no longer registered for, or that no resource has any more, are
    /// left out. Where the grant spans several resources and the request names none, the token is for the first (RFC 8707 §2.2).</summary>
    /// <param name="client">As it is registered now.</param>
    /// <param name="grant">What the person granted.</param>
    /// <param name="requested">A subset of the granted scopes; empty for all of them.</param>
    /// <param name="resource">The resource that the request names, one of the grant's.</param>
    /// <param name="catalog">The resources as they are now.</param>
    /// <param name="issuer">The audience where there is no resource.</param>
    public static TokenScope Choose(
        Client client, Grant grant, IReadOnlyList<string> requested, string? resource, ResourceCatalog catalog, string issuer)
    {
        var audience = resource;
        var scopes = new List<string>(grant.Scopes.Count);
        foreach (var scope in requested.Count == 0 ? grant.Scopes : requested)
        {
            if (!client.Scopes.Contains(scope)) continue;
            if (!IdentityScopes.Contains(scope))
            {
                if (catalog.FindScope(scope) is not { Resource.Resource: var owner } || !grant.Resources.Contains(owner)) continue;
                audience ??= owner;
                if (owner != audience) continue;
            }
            scopes.Add(scope);
        }
        return new TokenScope(scopes, audience ?? issuer);
    }
}
