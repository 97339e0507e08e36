using Microsoft.AspNetCore.Http;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary><c>none</c>: a client without credentials says who it is, and proves nothing (RFC 6749 §3.2.1).</summary>
internal sealed class PublicClient : IClientAuthenticationMethod
{
    public string Name => "none";

    public ClientCredentials? Read(HttpRequest http, RequestParameters form) =>
        http.Headers.Authorization.Count == 0 && form["client_secret"] is null && form["client_id"] is { } clientId
            ? new ClientCredentials(clientId, "")
            : null;

    public ValueTask<bool> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken) =>
        new(client is { IsPublic: true });
}
