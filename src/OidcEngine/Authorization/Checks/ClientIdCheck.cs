using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>client_id</c> names one enabled client, RFC 6749 §3.1 and §4.1.1.</summary>
internal static class ClientIdCheck
{
    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters.IsDoubled("client_id")) return OAuthError.InvalidRequest("client_id is repeated.");
        if (request.Parameters["client_id"] is null) return OAuthError.InvalidRequest("client_id is missing.");
        if (request.Surroundings.FoundClient is not { } client) return OAuthError.UnauthorizedClient("The client is unknown.");

        request.Client = client;
        return null;
    }
}
