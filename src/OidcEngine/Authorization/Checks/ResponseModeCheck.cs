using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>response_mode</c>, OAuth 2.0 Multiple Response Type Encoding Practices §2.1. It comes before all that may fail,
/// so that errors travel as the response would have.</summary>
internal static class ResponseModeCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        request.ResponseMode = DefaultFor(request.Parameters["response_type"]);
        var asked = request.Parameters["response_mode"];
        switch (asked)
        {
            case null: return null;
            case "query": request.ResponseMode = ResponseMode.Query; return null;
            case "fragment": request.ResponseMode = ResponseMode.Fragment; return null;
            case "form_post": request.ResponseMode = ResponseMode.FormPost; return null;
            default:
                return OAuthError.InvalidRequest("response_mode is none of query, fragment, form_post.").Because(
                    "response-mode", "OAuth 2.0 Multiple Response Types §2.1",
                    "Send one of the expected response modes, or none.", "query fragment form_post", asked);
        }
    }

    /// <summary>§2.1 and §5: the fragment for all types but <c>code</c> and <c>none</c>. They are refused, but where their client
    /// listens.</summary>
    private static ResponseMode DefaultFor(string? responseType) =>
        responseType is null or "code" or "none" ? ResponseMode.Query : ResponseMode.Fragment;
}
