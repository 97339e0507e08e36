using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OidcEngine.Auditing;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients;

/// <summary>Client authentication, RFC 6749 §2.3 and §3.2.1: by exactly one method, and that the one which the client registered. An unknown
/// client, a wrong secret and a wrong method look the same.</summary>
internal sealed class ClientAuthenticator(
    IEnumerable<IClientAuthenticationMethod> methods,
    IClientStore clients,
    IProtocolAudit audit,
    FailureWindows failures,
    ILogger<ClientAuthenticator> logger)
{
    private const int MaxClientIdLength = 100;

    /// <summary>The client that sent the request. Of a public client (RFC 6749 §2.1) this says no more than whom the request names.</summary>
    public async ValueTask<Result<Client>> AuthenticateAsync(
        HttpRequest http, RequestParameters form, CancellationToken cancellationToken)
    {
        IClientAuthenticationMethod? used = null;
        ClientCredentials? credentials = null;
        foreach (var method in methods)
        {
            if (method.Read(http, form) is not { } read) continue;
            if (used is not null) return OAuthError.InvalidRequest("The client authenticates in more than one way."); // §2.3
            (used, credentials) = (method, read);
        }
        if (used is null || credentials is null) return OAuthError.InvalidClient("The client does not authenticate.");
        if (credentials.ClientId is not null && form["client_id"] is { } named && named != credentials.ClientId)
            return OAuthError.InvalidRequest("client_id is not the client that authenticates.");

        var client = await FindAsync(credentials.ClientId, cancellationToken);
        var verified = await used.VerifyAsync(client, credentials, cancellationToken);
        if (client is not null && verified && client.TokenEndpointAuthMethod == used.Name) return client;
        return await RefuseAsync(client, used);
    }

    private async ValueTask<Client?> FindAsync(string? clientId, CancellationToken cancellationToken) =>
        clientId is { Length: > 0 and <= MaxClientIdLength } ? await clients.FindAsync(clientId, cancellationToken) : null;

    private async ValueTask<OAuthError> RefuseAsync(Client? client, IClientAuthenticationMethod used)
    {
        var reason = client is null ? "the client is unknown"
            : client.TokenEndpointAuthMethod != used.Name ? $"{used.Name} is not the registered method"
            : "the credentials are wrong";
        if (failures.Count(client?.ClientId) is { } count)
        {
            logger.AuthenticationFailed(client?.ClientId, reason, count);
            var entry = new ProtocolEvent(
                "client.authentication_failed", false, client?.ClientId, null, $"{reason}; failures since the last record: {count}");
            await audit.RecordAsync(entry, CancellationToken.None); // whoever hangs up early is recorded all the same
        }
        return OAuthError.InvalidClient("Client authentication failed.") with { Detail = reason };
    }
}
