using OidcEngine.Errors;

namespace OidcEngine.Token;

/// <summary>What is said of a code that cannot be redeemed, RFC 6749 §5.2.</summary>
internal static class CodeRefusal
{
    private const string Rule = "authorization-code";

    public static OAuthError Missing() => OAuthError.InvalidRequest("The code is missing.")
        .Because(Rule, "RFC 6749 §4.1.3", "Send the code that came to the redirect URI.");

    public static OAuthError MalformedVerifier() => OAuthError.InvalidGrant("The code_verifier is malformed.")
        .Because("code-verifier", "RFC 7636 §4.1", "Send a verifier of 43 to 128 letters, digits and -._~ characters.");

    public static OAuthError OtherKey() => OAuthError.InvalidGrant("The code is bound to another DPoP key.")
        .Because("dpop-jkt", "RFC 9449 §10", "Redeem the code with a proof by the key that the sign-in named.");

    /// <summary>A parameter of the token request is not the one that the code was issued for.</summary>
    public static OAuthError Mismatched(string parameter, string? redirectUri)
    {
        var error = OAuthError.InvalidGrant($"The {parameter} does not fit the code.");
        return parameter == "redirect_uri"
            ? error.Because("code-redirect-uri", "RFC 6749 §4.1.3", "Send the redirect_uri of the sign-in again.", received: redirectUri)
            : error.Because("code-verifier", "RFC 7636 §4.6", "Send the verifier that the challenge of this very sign-in was made of.");
    }

    /// <summary>One sentence for all that a thief of a code could tell apart.</summary>
    public static OAuthError Invalid(string detail, string fix) =>
        (OAuthError.InvalidGrant("The code is not valid, was used, or has expired.") with { Detail = detail })
            .Because(Rule, "RFC 6749 §4.1.2", fix);
}
