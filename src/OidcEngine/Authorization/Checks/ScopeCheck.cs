using OidcEngine.Errors;
using OidcEngine.Scopes;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>scope</c> and <c>resource</c>, RFC 6749 §3.3 and RFC 8707 §2.1: the client may ask for each scope, and all of
/// them lead to one audience (RFC 9068 §3).</summary>
internal static class ScopeCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        var resolution = ScopeResolution.Resolve(
            request.Client, request.Parameters["scope"], request.Parameters.Resources, request.Surroundings.Catalog);
        if (!resolution.TryGet(out var scopes, out var error)) return error;

        request.Scopes = scopes;
        return null;
    }
}
