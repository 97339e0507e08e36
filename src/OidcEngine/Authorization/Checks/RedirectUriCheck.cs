using OidcEngine.Errors;
using OidcEngine.Scopes;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>redirect_uri</c> is one that the client registered, RFC 6749 §3.1.2.3 and RFC 9700 §4.1.3. It may be left out
/// by a client with exactly one, unless the request is OpenID Connect's (Core §3.1.2.1: required).</summary>
internal static class RedirectUriCheck
{
    private const string Rule = "redirect-uri";

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        var registered = request.Client.RedirectUris;
        if (request.Parameters.IsDoubled("redirect_uri"))
            return OAuthError.InvalidRequest("redirect_uri is repeated.").Because(Rule, "RFC 6749 §3.1", "Send redirect_uri once.");

        if (request.Parameters["redirect_uri"] is not { } asked)
        {
            if (registered.Count != 1 || AsksForOpenId(request))
            {
                return OAuthError.InvalidRequest("redirect_uri is missing.").Because(
                    Rule, "OIDC Core §3.1.2.1", "Send a redirect_uri that is registered.", string.Join(' ', registered));
            }
            request.RedirectUri = registered[0];
            return null;
        }

        if (!RedirectUriMatch.IsRegistered(asked, request.Client))
        {
            return OAuthError.InvalidRequest("redirect_uri is not registered for this client.").Because(
                Rule, "RFC 6749 §3.1.2.3",
                "If the received address is the app's own, add it, character by character, to the redirect_uris of the client "
                    + $"{request.Client.ClientId}; else send one of the expected.",
                string.Join(' ', registered), asked);
        }
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
