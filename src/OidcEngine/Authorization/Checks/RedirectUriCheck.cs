using OidcEngine.Errors;
using OidcEngine.Scopes;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>redirect_uri</c> is one that the client registered, RFC 6749 §3.1.2.3 and RFC 9700 §4.1.3. It may be left out
/// by a client with exactly one, unless the request is OpenID Connect's (Core §3.1.2.1: required).</summary>
internal static class RedirectUriCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters.IsDoubled("redirect_uri")) return OAuthError.InvalidRequest("redirect_uri is repeated.");

        var registered = request.Client.RedirectUris;
        if (request.Parameters["redirect_uri"] is not { } asked)
        {
            if (registered.Count != 1 || AsksForOpenId(request)) return OAuthError.InvalidRequest("redirect_uri is missing.");
            request.RedirectUri = registered[0];
            return null;
        }

        if (!RedirectUriMatch.IsRegistered(asked, request.Client))
            return OAuthError.InvalidRequest("redirect_uri is not registered for this client.");
        request.RedirectUri = asked;
        return null;
    }

    private static bool AsksForOpenId(AuthorizationRequest request)
    {
        if (request.Parameters["scope"] is not { } scope) return false;
        foreach (var part in scope.AsSpan().Split(' '))
            if (scope.AsSpan(part) is IdentityScopes.OpenId) return true;
        return false;
    }
}
