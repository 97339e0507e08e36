using OidcEngine.Errors;
using OidcEngine.RequestObjects;

namespace OidcEngine.Authorization.Checks;

/// <summary>Where the server or the client's registration asks for pushed requests, others are refused: RFC 9126 §5 and §6.</summary>
internal static class PushedOnlyCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Origin is RequestOrigin.Pushed or RequestOrigin.Kept) return null;
        if (!request.Surroundings.RequirePushed && !request.Client.RequirePushedAuthorizationRequests) return null;
        return OAuthError.InvalidRequest("The request has to be pushed.") with
        {
            Reason = new("pushed-only", "RFC 9126 §6", "Push the request to the pushed authorization request endpoint first."),
        };
    }
}
