using OidcEngine.Authorization.Checks;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.Scopes;
using OidcEngine.Sessions;

namespace OidcEngine.Authorization;

/// <summary>Turns parameters into a checked request. No round trip: client, resources and keys come from caches.</summary>
internal sealed class AuthorizationRequestReader(IClientStore clients, IResourceStore resources, IdTokenHints hints)
{
    /// <summary>The request as far as it was proven, and the first error if there is one.</summary>
    public async ValueTask<(AuthorizationRequest Request, OAuthError? Error)> ReadAsync(
        RequestParameters parameters, RequestEndpoints endpoint, CancellationToken cancellationToken)
    {
        var client = parameters["client_id"] is { } clientId ? await clients.FindAsync(clientId, cancellationToken) : null;
        var catalog = await resources.GetAsync(cancellationToken);
        var hint = client is null ? null : await hints.ReadAsync(parameters["id_token_hint"], cancellationToken);
        var request = new AuthorizationRequest(parameters, new RequestSurroundings(client, catalog, hint));
        return (request, AuthorizationChecks.Run(request, endpoint));
    }
}
