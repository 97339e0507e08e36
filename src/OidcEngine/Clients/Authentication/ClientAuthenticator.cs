using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OidcEngine.Auditing;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary>Client authentication, RFC 6749 §2.3 and §3.2.1: by exactly one method, and that the one which the client registered.
/// An unknown client, a wrong secret and a wrong method look the same.</summary>
internal sealed class ClientAuthenticator(
    IEnumerable<IClientAuthenticationMethod> methods,
    IClientStore clients,
    IProtocolAudit audit,
    FailureWindows failures,
    ILogger<ClientAuthenticator> logger)
{
    private const int MaxClientIdLength = 100;

    /// <summary>The client that sent the request. Of a public client (RFC 6749 §2.1) this says no more than whom the request
    /// names.</summary>
    public async ValueTask<Result<Client>> AuthenticateAsync(
        HttpRequest http, RequestParameters form, CancellationToken cancellationToken)
    {
        if (!ReadAttempt(http, form).TryGet(out var attempt, out var error)) return error;
        ReceivedRequest.Of(http.HttpContext).Name(attempt.Credentials.ClientId);

        var client = await FindAsync(attempt.Credentials.ClientId, cancellationToken);
        var verified = await attempt.Method.VerifyAsync(client, attempt.Credentials, cancellationToken);
        if (client is not null && verified && client.TokenEndpointAuthMethod == attempt.Method.Name) return client;

        var reason = ReasonOf(client, attempt.Method);
        if (failures.Count(client?.ClientId) is { } count)
        {
            logger.AuthenticationFailed(client?.ClientId, reason, count);
            var detail = $"{reason}; failures since the last record: {count}";
            var entry = new ProtocolEvent("client.authentication_failed", false, client?.ClientId, null, detail);
            await audit.RecordAsync(entry, CancellationToken.None); // whoever hangs up early is recorded all the same
        }
        return OAuthError.InvalidClient("Client authentication failed.") with { Detail = reason };
    }

    private Result<Attempt> ReadAttempt(HttpRequest http, RequestParameters form)
    {
        Attempt? attempt = null;
        foreach (var method in methods)
        {
            if (method.Read(http, form) is not { } credentials) continue;
            if (attempt is not null) return OAuthError.InvalidRequest("The client authenticates in more than one way."); // §2.3
            attempt = new Attempt(method, credentials);
        }
        if (attempt is null) return OAuthError.InvalidClient("The client does not authenticate.");
        return attempt.Credentials.ClientId is { } clientId && form["client_id"] is { } named && named != clientId
            ? OAuthError.InvalidRequest("client_id is not the client that authenticates.")
            : attempt;
    }

    private async ValueTask<Client?> FindAsync(string? clientId, CancellationToken cancellationToken) =>
        clientId is { Length: > 0 and <= MaxClientIdLength } ? await clients.FindAsync(clientId, cancellationToken) : null;

    private static string ReasonOf(Client? client, IClientAuthenticationMethod used) =>
        client is null ? "the client is unknown"
        : client.TokenEndpointAuthMethod != used.Name ? $"{used.Name} is not the registered method"
        : "the credentials are wrong";

    private sealed record Attempt(IClientAuthenticationMethod Method, ClientCredentials Credentials);
}
