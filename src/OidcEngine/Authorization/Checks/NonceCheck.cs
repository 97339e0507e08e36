using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>nonce</c>, OIDC Core §3.1.2.1: it is kept with the grant and goes into the id_token unmodified.</summary>
internal static class NonceCheck
{
    public const int MaxLength = 512;

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        request.Nonce = request.Parameters["nonce"];
        return request.Nonce is { Length: > MaxLength }
            ? OAuthError.InvalidRequest("nonce is longer than 512 characters.")
                .Because("nonce", "OIDC Core §3.1.2.1", "Send a random nonce of at most 512 characters.")
            : null;
    }
}
