using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OidcEngine.Clients;
using OidcEngine.Clients.Authentication;
using OidcEngine.DPoP;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.Registration;
using OidcEngine.SenderConstraints;

namespace OidcEngine.Token;

/// <summary>The token endpoint, RFC 6749 §3.2.</summary>
internal static class TokenEndpoint
{
    public const string Path = "/connect/token";

    private const string Rule = "grant-type";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, HandleAsync).AllowClientOrigins(routes, Path, HttpMethods.Post);

    private static async Task<IResult> HandleAsync(
        HttpRequest http,
        ClientRequests requests,
        TokenGrants grants,
        SenderKeys senderKeys,
        DPoPProofs proofs,
        TokenMetrics metrics,
        ILogger<TokenGrants> logger,
        CancellationToken cancellationToken)
    {
        if (!(await requests.ReadAsync(http, cancellationToken)).TryGet(out var request, out var error)) return new OAuthErrorResult(error);
        var (client, form) = request;

        var grantType = form["grant_type"];
        var shown = ShownKeys.Of(http);
        shown.Announce(http.HttpContext.Response, proofs.Nonces);
        if (!Choose(grants, client, grantType).TryGet(out var grant, out error)
            || !(await senderKeys.ProveAsync(client, shown, Path, cancellationToken)).TryGet(out var key, out error)
            || !(await grant.Value.RedeemAsync(new TokenRequest(client, form) { SenderKey = key.Value }, cancellationToken))
                .TryGet(out var response, out error))
        {
            logger.Refused(client.ClientId, error.Code, error.Detail ?? error.Description);
            return new OAuthErrorResult(error);
        }

        metrics.Issued(grantType!);
        if (client.RegisteredDynamically)
            await http.HttpContext.RequestServices.GetRequiredService<IClientRegistrationStore>().NoteUseAsync(client.ClientId, cancellationToken);
        return new NoStoreJsonResult<TokenResponse>(response, TokenResponse.Write);
    }

    private static Result<Chosen> Choose(TokenGrants grants, Client client, string? grantType)
    {
        if (grantType is null)
        {
            return OAuthError.InvalidRequest("grant_type is missing.")
                .Because(Rule, "RFC 6749 §4.1.3", "Send grant_type in the body.", string.Join(' ', client.GrantTypes));
        }
        if (grants.Find(grantType) is not { } grant)
        {
            return OAuthError.UnsupportedGrantType("The grant type is not supported.")
                .Because(Rule, "RFC 6749 §5.2", "Send a grant type of the client.", string.Join(' ', client.GrantTypes), grantType);
        }
        return client.MayUse(grantType)
            ? new Chosen(grant)
            : OAuthError.UnauthorizedClient("The client is not registered for this grant type.").Because(
                Rule, "RFC 6749 §5.2", $"Add the received grant type to the grant_types of the client {client.ClientId}.",
                string.Join(' ', client.GrantTypes), grantType);
    }

    private readonly record struct Chosen(ITokenGrant Value);
}
