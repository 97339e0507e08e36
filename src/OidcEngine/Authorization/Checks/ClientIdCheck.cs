using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>client_id</c> names one enabled client, RFC 6749 §3.1 and §4.1.1.</summary>
internal static class ClientIdCheck
{
    private const string Rule = "client-id";

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters.IsDoubled("client_id"))
            return OAuthError.InvalidRequest("client_id is repeated.").Because(Rule, "RFC 6749 §3.1", "Send client_id once.");
        if (request.Parameters["client_id"] is not { } clientId)
        {
            return OAuthError.InvalidRequest("client_id is missing.")
                .Because(Rule, "RFC 6749 §4.1.1", "Send the client_id under which the app is registered.");
        }
        if (request.Surroundings.FoundClient is not { } client)
        {
            return OAuthError.UnauthorizedClient("The client is unknown.").Because(
                Rule, "RFC 6749 §2.2", "Register the client, or enable it, or send the client_id of one that is registered.",
                received: clientId);
        }

        request.Client = client;
        return null;
    }
}
