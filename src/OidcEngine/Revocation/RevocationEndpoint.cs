using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OidcEngine.Clients.Authentication;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Revocation;

/// <summary>The revocation endpoint, RFC 7009 §2. <c>token_type_hint</c> is not needed to find a token here.</summary>
internal static class RevocationEndpoint
{
    public const string Path = "/connect/revocation";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, HandleAsync).AllowClientOrigins(routes, Path, HttpMethods.Post); // §2: scripts revoke too

    private static async Task<IResult> HandleAsync(
        HttpRequest http, ClientAuthenticator clients, TokenRevoker revoker, CancellationToken cancellationToken)
    {
        if (!(await FormParameters.ReadAsync(http, cancellationToken)).TryGet(out var form, out var error)
            || !(await clients.AuthenticateAsync(http, form, cancellationToken)).TryGet(out var client, out error))
            return new OAuthErrorResult(error);
        if (form["token"] is not { } token)
            return new OAuthErrorResult(OAuthError.InvalidRequest("The token is missing.")
                .Because("token", "RFC 7009 §2.1", "Send the token as the parameter token of the body."));

        await revoker.RevokeAsync(client, token, cancellationToken);
        return TypedResults.Ok(); // §2.2: also for a token that is unknown here
    }
}
