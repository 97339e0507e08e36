using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>acr_values</c>, OIDC Core §3.1.2.1: a wish, which <c>acr</c> in the <c>claims</c> parameter can make a condition (§5.5.1.1).
/// Where neither is there, the client's <c>default_acr_values</c> are the wish (OIDC Registration §2).</summary>
internal static class AcrCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        request.Acr = request.RequestedClaims?.Acr
            ?? (request.Parameters["acr_values"] is { } values
                ? new AcrDemand(values.Split(' ', StringSplitOptions.RemoveEmptyEntries), IsEssential: false)
                : new AcrDemand(request.Client.DefaultAcrValues, IsEssential: false));
        return null;
    }
}
