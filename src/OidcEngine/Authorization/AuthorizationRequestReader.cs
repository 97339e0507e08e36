using Microsoft.Extensions.Options;
using OidcEngine.Authorization.Checks;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.RequestObjects;
using OidcEngine.Scopes;
using OidcEngine.Sessions;

namespace OidcEngine.Authorization;

/// <summary>Turns parameters into a checked request. Client, resources and keys come from caches; a pushed request costs the round trip that
/// takes it.</summary>
internal sealed class AuthorizationRequestReader(
    IClientStore clients, IResourceStore resources, IdTokenHints hints, RequestSource source, IOptions<OidcEngineOptions> options)
{
    /// <summary>A request as a client sends it: as far as it was proven, and the first error if there is one. When its object or its
    /// reference is wrong, what stands beside it says no more than where the error goes, if it says that.</summary>
    public async ValueTask<(AuthorizationRequest Request, OAuthError? Error)> ReadAsync(
        RequestParameters received, RequestEndpoints endpoint, CancellationToken cancellationToken)
    {
        var client = await FindClientAsync(received, cancellationToken);
        if (client is null || received.IsDoubled("client_id"))
            return Check(await PrepareAsync(received, RequestOrigin.Plain, client, cancellationToken), endpoint);

        if ((await source.FindAsync(received, client, cancellationToken)).TryGet(out var sourced, out var error))
            return Check(await PrepareAsync(sourced.Parameters, sourced.Origin, client, cancellationToken), endpoint);
        var outside = await PrepareAsync(received, RequestOrigin.Plain, client, cancellationToken);
        if (received["redirect_uri"] is not null) Check(outside, endpoint);
        return (outside, error);
    }

    /// <summary>A request that was kept while a person was asked. It is checked again, since its client may have changed.</summary>
    public async ValueTask<(AuthorizationRequest Request, OAuthError? Error)> ReadKeptAsync(
        SignInTransaction transaction, CancellationToken cancellationToken)
    {
        var parameters = TransactionParameters.Restore(transaction.Parameters);
        var client = await FindClientAsync(parameters, cancellationToken);
        return Check(await PrepareAsync(parameters, RequestOrigin.Kept, client, cancellationToken), RequestEndpoints.Authorization);
    }

    private async ValueTask<Client?> FindClientAsync(RequestParameters parameters, CancellationToken cancellationToken) =>
        parameters["client_id"] is { } clientId ? await clients.FindAsync(clientId, cancellationToken) : null;

    private static (AuthorizationRequest Request, OAuthError? Error) Check(AuthorizationRequest request, RequestEndpoints endpoint) =>
        (request, AuthorizationChecks.Run(request, endpoint));

    private async ValueTask<AuthorizationRequest> PrepareAsync(
        RequestParameters parameters, RequestOrigin origin, Client? client, CancellationToken cancellationToken)
    {
        var catalog = await resources.GetAsync(cancellationToken);
        var hint = client is null ? null : await hints.ReadAsync(parameters["id_token_hint"], cancellationToken);
        var surroundings = new RequestSurroundings(client, catalog, hint)
        {
            RequirePushed = options.Value.Requests.RequirePushed,
            RequireSigned = options.Value.Requests.RequireSigned,
            AcrValues = options.Value.AcrValues,
            OffersRegistration = options.Value.RegistrationPath is not null,
        };
        return new AuthorizationRequest(parameters, origin, surroundings);
    }
}
