using OidcEngine.Errors;
using OidcEngine.RequestObjects;

namespace OidcEngine.Authorization.Checks;

/// <summary>Where the server or the client's registration asks for signed request objects, plain parameters are refused: RFC 9101 §10.5. What
/// was pushed has passed here before.</summary>
internal static class SignedOnlyCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Origin is not RequestOrigin.Plain) return null;
        if (!request.Surroundings.RequireSigned && !request.Client.RequireSignedRequestObject) return null;
        return OAuthError.InvalidRequest("The request has to come as a signed request object.") with
        {
            Reason = new("signed-only", "RFC 9101 §10.5", "Send the parameters in a request object that the client signs."),
        };
    }
}
