using OidcEngine.Scopes;

namespace OidcEngine.Authorization;

/// <summary>When a person is asked for consent, and what an answer covers (OIDC Core §3.1.2.4, RFC 8252 §8.6).</summary>
internal static class ConsentRule
{
    /// <summary>True when the scopes remembered for the person and client can make asking needless, so that they have to be read.</summary>
    public static bool DependsOnMemory(AuthorizationRequest request) => !request.Client.FirstParty && !IsAlwaysAsked(request);

    /// <summary>True when consent has to be asked now.</summary>
    public static bool MustAsk(AuthorizationRequest request, IReadOnlySet<string> remembered)
    {
        if (IsAlwaysAsked(request)) return true;
        if (request.Client.FirstParty) return false;
        foreach (var scope in request.Scopes.Scopes)
            if (!remembered.Contains(scope)) return true;
        return false;
    }

    /// <summary>What an answer agrees to, in the order of the request: <c>openid</c> and required scopes cannot be left out, and
    /// nothing is added that was not asked for. A resource of which no scope is left goes too, unless it was asked for by name.</summary>
    public static GrantedScopes Agreed(AuthorizationRequest request, IReadOnlyCollection<string> answer)
    {
        var scopes = new List<string>();
        var resources = new List<string>(request.Parameters.Resources);
        foreach (var scope in request.Scopes.Scopes)
        {
            if (!IsRequired(request, scope) && !answer.Contains(scope)) continue;
            scopes.Add(scope);
            if (request.Surroundings.Catalog.FindScope(scope) is { Resource.Resource: var owner } && !resources.Contains(owner))
                resources.Add(owner);
        }
        return new GrantedScopes(scopes, resources);
    }

    /// <summary>True for a scope that the consent page shows without a choice.</summary>
    public static bool IsRequired(AuthorizationRequest request, string scope) => IsRequired(request.Surroundings.Catalog, scope);

    /// <summary>True for a scope that a person cannot deselect.</summary>
    public static bool IsRequired(ResourceCatalog catalog, string scope) =>
        scope == IdentityScopes.OpenId || catalog.FindScope(scope) is { Scope.Required: true };

    /// <summary>For <c>prompt=consent</c>, and for a public client whose redirect URI any app on the device could claim: nothing
    /// proves that it is the client that was consented to (RFC 8252 §8.6). That holds for first parties too.</summary>
    private static bool IsAlwaysAsked(AuthorizationRequest request) =>
        request.Prompts.HasFlag(Prompts.Consent)
        || (request.Client.IsPublic && !request.RedirectUri.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
}
