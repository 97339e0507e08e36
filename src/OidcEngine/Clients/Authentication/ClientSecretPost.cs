using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary><c>client_secret_post</c>: id and secret as parameters of the body (RFC 6749 §2.3.1).</summary>
internal sealed class ClientSecretPost(SecretCheck secrets) : IClientAuthenticationMethod
{
    public string Name => "client_secret_post";

    public ClientCredentials? Read(HttpRequest http, RequestParameters form) =>
        form["client_secret"] is { } secret ? new ClientCredentials(CredentialKind.Secret, form["client_id"], secret) : null;

    public ValueTask<RefusalReason?> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken) =>
        new(secrets.Verify(client, credentials.Secret));
}
