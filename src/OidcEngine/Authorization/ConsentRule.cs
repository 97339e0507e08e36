using OidcEngine.Grants;
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
        foreach (var item in Items(request.Scopes))
            if (!remembered.Contains(item)) return true;
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
        return new GrantedScopes(scopes, resources) { Claims = Agreed(request, scopes, answer) };
    }

    /// <summary>Everything that is agreed to, as it is remembered and as the consent page sends it back: scopes, and claims that no scope
    /// of the request gives. With a space in it the name of a claim can be no scope's (RFC 6749 §3.3).</summary>
    public static IReadOnlyList<string> Items(GrantedScopes granted) =>
        granted.Claims.IsEmpty ? granted.Scopes : [.. granted.Scopes, .. ClaimsOf(granted).Select(ItemOf)];

    /// <summary>The claims that are asked for one by one and that no scope of the request gives.</summary>
    public static IEnumerable<string> ClaimsOf(AuthorizationRequest request) => ClaimsOf(request.Scopes);

    /// <summary>How the agreement to a claim is written.</summary>
    public static string ItemOf(string claim) => "claim " + claim;

    private static IEnumerable<string> ClaimsOf(GrantedScopes granted) => granted.Claims.UserInfo
        .Concat(granted.Claims.IdToken.Where(name => !granted.Scopes.Contains(IdentityScopes.ScopeOf(name)!)))
        .Distinct(StringComparer.Ordinal);

    /// <summary>A claim goes with its scope where the request asks for that, and else by itself.</summary>
    private static GrantedClaims Agreed(AuthorizationRequest request, List<string> scopes, IReadOnlyCollection<string> answer)
    {
        var asked = request.Scopes.Claims;
        return asked.IsEmpty ? asked : new GrantedClaims([.. asked.UserInfo.Where(IsAgreed)], [.. asked.IdToken.Where(IsAgreed)]);

        bool IsAgreed(string name) => IdentityScopes.ScopeOf(name) is { } scope && request.Scopes.Scopes.Contains(scope)
            ? scopes.Contains(scope)
            : answer.Contains(ItemOf(name));
    }

    /// <summary>True for a scope that the consent page shows without a choice.</summary>
    public static bool IsRequired(AuthorizationRequest request, string scope) => IsRequired(request.Surroundings.Catalog, scope);

    /// <summary>True for a scope that a person cannot deselect.</summary>
    public static bool IsRequired(ResourceCatalog catalog, string scope) =>
        scope == IdentityScopes.OpenId || catalog.FindScope(scope) is { Scope.Required: true };

    /// <summary>For <c>prompt=consent</c>, and for a public client whose redirect URI any app on the device could claim: nothing
    /// proves that it is the client that was consented to (RFC 8252 §8.6), and for one that registered itself. That holds for first parties too.</summary>
    private static bool IsAlwaysAsked(AuthorizationRequest request) =>
        request.Prompts.HasFlag(Prompts.Consent) || IsUnproven(request);

    /// <summary>True for a client of which nothing proves that it is the one that was consented to before.</summary>
    public static bool IsUnproven(AuthorizationRequest request) =>
        request.Client.RegisteredDynamically
        || (request.Client.IsPublic && !request.RedirectUri.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
}
