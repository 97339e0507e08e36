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

    private static readonly OAuthError SeveralWays = OAuthError.InvalidRequest("The client authenticates in more than one way.").Because(
        "client-authentication", "RFC 6749 §2.3", "Authenticate in the registered way alone: in the header, or in the body.");

    private static readonly OAuthError NoWay = OAuthError.InvalidClient("The client does not authenticate.").Because(
        "client-authentication", "RFC 6749 §3.2.1", "Send the client's credentials; a public client sends its client_id.");

    /// <summary>The client that sent the request. Of a public client (RFC 6749 §2.1) this says no more than whom the request
    /// names.</summary>
    public async ValueTask<Result<Client>> AuthenticateAsync(
        HttpRequest http, RequestParameters form, CancellationToken cancellationToken)
    {
        if (!ReadAttempt(http, form).TryGet(out var attempt, out var error)) return error;
        ReceivedRequest.Of(http.HttpContext).Name(attempt.Credentials.ClientId);

        // A method that is not the registered one is tried like an unknown client's: it changes nothing, and takes the same time.
        var client = await FindAsync(attempt.Credentials.ClientId, cancellationToken);
        var registered = client is null ? null : attempt.Methods.Find(method => method.Name == client.TokenEndpointAuthMethod);
        var method = registered ?? attempt.Methods[0];
        var wrong = await method.VerifyAsync(registered is null ? null : client, attempt.Credentials, cancellationToken);
        if (client is not null && registered is not null && wrong is null) return client;
        return await RefuseAsync(client, attempt, registered is null ? null : wrong);
    }

    /// <summary>What is told is the same for every reason; what is recorded names it.</summary>
    private async ValueTask<OAuthError> RefuseAsync(Client? client, Attempt attempt, RefusalReason? wrong)
    {
        var reason = client is null ? "the client is unknown"
            : wrong is null ? $"{attempt.Methods[0].Name} is not the registered method"
            : $"the credentials are wrong ({wrong.Rule})";
        if (failures.Count(client?.ClientId) is { } count)
        {
            logger.AuthenticationFailed(client?.ClientId, reason, count);
            var detail = $"{reason}; failures since the last record: {count}";
            var entry = new ProtocolEvent("client.authentication_failed", false, client?.ClientId, null, detail);
            await audit.RecordAsync(entry, CancellationToken.None); // whoever hangs up early is recorded all the same
        }
        return OAuthError.InvalidClient("Client authentication failed.") with
        {
            Detail = reason,
            Reason = wrong ?? ReasonOf(client, attempt),
        };
    }

    private Result<Attempt> ReadAttempt(HttpRequest http, RequestParameters form)
    {
        Attempt? attempt = null;
        foreach (var method in methods)
        {
            if (method.Read(http, form) is not { } credentials) continue;
            attempt ??= new Attempt(credentials, []);
            if (attempt.Credentials != credentials) return SeveralWays; // §2.3
            attempt.Methods.Add(method);
        }
        if (attempt is null) return NoWay;
        return attempt.Credentials.ClientId is { } clientId && form["client_id"] is { } named && named != clientId
            ? OAuthError.InvalidRequest("client_id is not the client that authenticates.").Because(
                "client-id", "RFC 6749 §3.2.1", "Leave client_id out, or send that of the client that authenticates.", clientId, named)
            : attempt;
    }

    private async ValueTask<Client?> FindAsync(string? clientId, CancellationToken cancellationToken) =>
        clientId is { Length: > 0 and <= MaxClientIdLength } ? await clients.FindAsync(clientId, cancellationToken) : null;

    private static RefusalReason ReasonOf(Client? client, Attempt attempt) => client is null
        ? new("client-id", "RFC 6749 §2.2", "Register the client, or send the client_id of one that is registered and enabled.")
        {
            Received = attempt.Credentials.ClientId,
        }
        : new("client-authentication-method", "RFC 7591 §2", "Authenticate by the registered method, or register the one that is used.")
        {
            Expected = client.TokenEndpointAuthMethod,
            Received = string.Join(' ', attempt.Methods.Select(method => method.Name)),
        };

    /// <summary>What the request presents, and the methods that it may be: <c>private_key_jwt</c> and <c>client_secret_jwt</c> look alike, and
    /// so do a certificate and a public client that has one.</summary>
    private sealed record Attempt(ClientCredentials Credentials, List<IClientAuthenticationMethod> Methods);
}
