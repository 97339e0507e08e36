using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>login_hint</c>, OIDC Core §3.1.2.1: fills in the sign-in page. One too long for an address is passed over.</summary>
internal static class LoginHintCheck
{
    private const int MaxLength = 320; // RFC 3696 §3: the longest e-mail address

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["login_hint"] is { Length: <= MaxLength } hint) request.LoginHint = hint;
        return null;
    }
}
