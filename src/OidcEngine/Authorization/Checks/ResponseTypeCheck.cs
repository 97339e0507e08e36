using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>response_type</c> is <c>code</c>, RFC 6749 §4.1.1; implicit and hybrid types are not offered (RFC 9700 §2.1.2).</summary>
internal static class ResponseTypeCheck
{
    private const string Rule = "response-type";

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        return request.Parameters["response_type"] switch
        {
            null => OAuthError.InvalidRequest("response_type is missing.")
                .Because(Rule, "RFC 6749 §4.1.1", "Send response_type=code.", "code"),
            "code" when request.Client.ResponseTypes.Contains("code") => null,
            "code" => OAuthError.UnauthorizedClient("The client is not registered for this response_type.").Because(
                Rule, "RFC 7591 §2", $"Add code to the response_types of the client {request.Client.ClientId}."),
            var other => OAuthError.UnsupportedResponseType("Only the response_type code is supported.").Because(
                Rule, "RFC 9700 §2.1.2", "Send response_type=code with PKCE; implicit and hybrid types are not offered.", "code", other),
        };
    }
}
