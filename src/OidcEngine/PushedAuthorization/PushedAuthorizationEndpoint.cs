using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using OidcEngine.Authorization;
using OidcEngine.Authorization.Checks;
using OidcEngine.Clients;
using OidcEngine.Clients.Authentication;
using OidcEngine.DPoP;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.SenderConstraints;

namespace OidcEngine.PushedAuthorization;

/// <summary>The pushed authorization request endpoint, RFC 9126 §2: the client authenticates as at the token endpoint and sends what it would
/// have sent through the browser, which is checked at once. Errors are answered as the token endpoint's (§2.3).</summary>
internal static class PushedAuthorizationEndpoint
{
    public const string Path = "/connect/par";

    /// <summary>What belongs to the client's authentication, and not to the request that it makes (§2.1).</summary>
    private static readonly string[] Credentials = ["client_secret", "client_assertion", "client_assertion_type"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, HandleAsync).AllowClientOrigins(routes, Path, HttpMethods.Post);

    private static async Task<IResult> HandleAsync(
        HttpRequest http,
        ClientRequests requests,
        AuthorizationRequestReader reader,
        PushedRequests pushed,
        DPoPProofs proofs,
        ILogger<PushedRequests> logger,
        CancellationToken cancellationToken)
    {
        if (!(await requests.ReadAsync(http, cancellationToken)).TryGet(out var received, out var error)) return new OAuthErrorResult(error);
        var (client, form) = received;

        var shown = ShownKeys.Of(http);
        shown.Announce(http.HttpContext.Response, proofs.Nonces);
        if (!RequestOf(client, form).TryGet(out var parameters, out error)) return Refuse(error);
        (var request, error) = await reader.ReadAsync(parameters, RequestEndpoints.PushedAuthorization, cancellationToken);
        ReceivedRequest.Of(http.HttpContext).Replace(request.Parameters);
        if (error is not null) return Refuse(error);
        if (shown.Proofs.Count > 0
            && Bind(request, await proofs.TakeAsync(shown, Path, cancellationToken)) is { } unbound)
            return Refuse(unbound);

        var response = await pushed.KeepAsync(request, cancellationToken);
        return new NoStoreJsonResult<PushedResponse>(response, Write) { Status = StatusCodes.Status201Created };

        OAuthErrorResult Refuse(OAuthError refusal)
        {
            logger.Refused(client.ClientId, refusal.Code, refusal.Detail ?? refusal.Description);
            return new OAuthErrorResult(refusal);
        }
    }

    /// <summary>§2.1: what is left without the credentials, of the client that authenticated; never a <c>request_uri</c>.</summary>
    private static Result<RequestParameters> RequestOf(Client client, RequestParameters form)
    {
        if (form["request_uri"] is not null)
        {
            return OAuthError.InvalidRequest("A request_uri cannot be pushed.") with
            {
                Reason = new("pushed-request", "RFC 9126 §2.1", "Push the parameters themselves, or a request object as request."),
            };
        }
        var parameters = RequestParameters.From(form.Where(parameter => !Credentials.Contains(parameter.Key)));
        if (parameters["client_id"] is null) parameters.Add("client_id", client.ClientId); // the header names it
        return parameters;
    }

    /// <summary>RFC 9449 §10.1: a proof says here what <c>dpop_jkt</c> says, so the two must not contradict each other.</summary>
    private static OAuthError? Bind(AuthorizationRequest request, Result<SenderKey> proven)
    {
        if (!proven.TryGet(out var key, out var error)) return error;
        if (request.DpopJkt is null) request.Parameters.Add("dpop_jkt", key.Thumbprint);
        else if (request.DpopJkt != key.Thumbprint)
        {
            return OAuthError.InvalidRequest("dpop_jkt is not the key of the DPoP proof.") with
            {
                Reason = new("dpop-jkt", "RFC 9449 §10.1", "Send dpop_jkt of the key that signs the proof, or leave it out.")
                {
                    Expected = key.Thumbprint,
                    Received = request.DpopJkt,
                },
            };
        }
        return null;
    }

    private static void Write(Utf8JsonWriter json, PushedResponse response)
    {
        json.WriteString("request_uri"u8, response.RequestUri);
        json.WriteNumber("expires_in"u8, response.ExpiresIn);
    }
}
