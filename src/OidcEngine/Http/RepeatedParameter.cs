using OidcEngine.Errors;
using OidcEngine.Refusals;

namespace OidcEngine.Http;

/// <summary>What is said of a parameter that comes twice, RFC 6749 §3.1 and §3.2.</summary>
internal static class RepeatedParameter
{
    public static OAuthError Refuse(RequestParameters parameters) =>
        OAuthError.InvalidRequest("A parameter is repeated.").Because(
            "repeated-parameter", "RFC 6749 §3.1", "Send each parameter once, in the query or in the body.",
            received: parameters.FirstDoubled is { } name ? ShownParameters.NameOf(name) : null);
}
