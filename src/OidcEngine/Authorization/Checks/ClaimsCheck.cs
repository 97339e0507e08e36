using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Grants;
using OidcEngine.Scopes;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>claims</c>, OIDC Core §5.5. A claim counts when the client is registered for a scope that it belongs to; others are passed
/// over. What the scopes of the request give anyway need not be asked for again.</summary>
internal static class ClaimsCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["claims"] is not { } text || !request.Scopes.Scopes.Contains(IdentityScopes.OpenId)) return null;
        if (!RequestedClaims.Parse(text).TryGet(out var claims, out var error)) return error;

        request.RequestedClaims = claims;
        request.HintedSubject = claims.Subject;
        request.Scopes = request.Scopes with
        {
            Claims = new GrantedClaims(
                [.. Known(request.Client, claims.UserInfo).Where(name => !IsGivenByScope(request, name))],
                [.. Known(request.Client, claims.IdToken)]),
        };
        return null;
    }

    private static IEnumerable<string> Known(Client client, IReadOnlyList<string> names) =>
        names.Where(name => IdentityScopes.ScopeOf(name) is { } scope && scope != IdentityScopes.OpenId && client.Scopes.Contains(scope));

    private static bool IsGivenByScope(AuthorizationRequest request, string name) =>
        request.Scopes.Scopes.Contains(IdentityScopes.ScopeOf(name)!);
}
