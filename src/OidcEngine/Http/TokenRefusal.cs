using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>What is said of an access token that is sent in a wrong way, RFC 6750 §3.1.</summary>
internal static class TokenRefusal
{
    private const string Rule = "presented-token";
    private const string Clause = "RFC 6750 §2";
    private const string Fix = "Send the access token once, in the Authorization header.";

    public static OAuthError Repeated() => OAuthError.InvalidRequest("The Authorization header is repeated.").Because(Rule, Clause, Fix);

    public static OAuthError SentTwice() =>
        OAuthError.InvalidRequest("The access token is sent in more than one way.").Because(Rule, Clause, Fix);

    public static OAuthError Empty() => OAuthError.InvalidRequest("The Authorization header holds no token.").Because(Rule, Clause, Fix);
}
