using Microsoft.Extensions.Logging;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Http;
using OidcEngine.Sessions;

namespace OidcEngine.EndSession;

/// <summary>Reads a logout request, OIDC RP-Initiated Logout 1.0 §2. What does not hold is dropped, not answered by an error: the
/// person may still sign out, but is asked, and stays here afterwards.</summary>
internal sealed class LogoutRequestReader(IClientStore clients, IdTokenHints hints, ILogger<LogoutRequestReader> logger)
{
    /// <summary>The request, and the id_token_hint if it is valid and agrees with <c>client_id</c>.</summary>
    public async Task<(LogoutRequest Request, IdTokenHint? Hint)> ReadAsync(
        RequestParameters parameters, CancellationToken cancellationToken)
    {
        var hint = await hints.ReadAsync(parameters["id_token_hint"], cancellationToken);
        var clientId = parameters["client_id"] ?? hint?.ClientId;
        if (hint is not null && hint.ClientId != clientId)
        {
            logger.ForeignHint(clientId, hint.ClientId); // §2: MUST verify that they agree
            (hint, clientId) = (null, null);
        }

        var client = clientId is null ? null : await clients.FindAsync(clientId, cancellationToken);
        var request = new LogoutRequest(
            client?.ClientId, RegisteredUri(parameters, client), parameters["state"], parameters["logout_hint"],
            UiLocales.Parse(parameters["ui_locales"]));
        return (request, hint);
    }

    /// <summary>§3: exactly one of the registered ones, or none.</summary>
    private string? RegisteredUri(RequestParameters parameters, Client? client)
    {
        if (parameters["post_logout_redirect_uri"] is not { } uri) return null;
        if (client is not null && client.PostLogoutRedirectUris.Contains(uri, StringComparer.Ordinal)) return uri;
        logger.UnregisteredUri(client?.ClientId);
        return null;
    }
}
