using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary>A request that registers its client as it comes (OIDC Core §7.2.1) is refused by the code made for that, §3.1.2.6: to ignore it
/// would be to act on a request that the client did not make.</summary>
internal static class RegistrationCheck
{
    public static OAuthError? Apply(AuthorizationRequest request) =>
        request.Parameters["registration"] is null
            ? null
            : new OAuthError("registration_not_supported", "The registration parameter is not supported.")
                .Because("registration", "OIDC Core §7.2.1", "Register the client first, and send its client_id alone.");
}
