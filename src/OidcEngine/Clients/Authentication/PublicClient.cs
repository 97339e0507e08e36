using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary><c>none</c>: a client without credentials says who it is, and proves nothing (RFC 6749 §3.2.1).</summary>
internal sealed class PublicClient : IClientAuthenticationMethod
{
    public string Name => "none";

    public ClientCredentials? Read(HttpRequest http, RequestParameters form) => ClientCredentials.ReadIdentifier(http, form);

    public ValueTask<RefusalReason?> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken) =>
        new(client is { IsPublic: true } ? null : new RefusalReason("client-authentication", "RFC 6749 §3.2.1", "Authenticate the client."));
}
