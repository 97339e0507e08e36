using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>ui_locales</c>, OIDC Core §3.1.2.1; <c>claims_locales</c> and <c>display</c> change nothing here.</summary>
internal static class UiLocalesCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        request.UiLocales = UiLocales.Parse(request.Parameters["ui_locales"]);
        return null;
    }
}
