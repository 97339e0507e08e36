using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary>Reads what clients ask of the endpoints that give them something: the form, whose it is, and whether it is not one too many.</summary>
internal sealed class ClientRequests(ClientAuthenticator clients)
{
    public async ValueTask<Result<ClientRequest>> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!(await FormParameters.ReadAsync(http, cancellationToken)).TryGet(out var form, out var error)
            || !(await clients.AuthenticateAsync(http, form, cancellationToken)).TryGet(out var client, out error))
            return error;
        return http.HttpContext.RequestServices.GetService<ITokenRequestLimit>() is { } limit
            && await limit.RefuseAsync(http.HttpContext, client) is { } wait
                ? OAuthError.TooManyRequests(wait)
                : new ClientRequest(client, form);
    }
}

/// <summary>A request of an authenticated client.</summary>
internal readonly record struct ClientRequest(Client Client, RequestParameters Form);
