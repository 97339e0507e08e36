using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary>The client may redeem the code that it asks for (RFC 6749 §4.1.2.1, <c>unauthorized_client</c>).</summary>
internal static class GrantTypeCheck
{
    public static OAuthError? Apply(AuthorizationRequest request) =>
        request.Client.MayUse("authorization_code")
            ? null
            : OAuthError.UnauthorizedClient("The client is not registered for the grant type authorization_code.").Because(
                "grant-type", "RFC 6749 §4.1.2.1", $"Add authorization_code to the grant_types of the client {request.Client.ClientId}.");
}
