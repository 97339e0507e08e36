using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OidcEngine.Clients.Authentication;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Introspection;

/// <summary>The introspection endpoint, RFC 7662 §2. <c>token_type_hint</c> is not needed to find a token here.</summary>
internal static class IntrospectionEndpoint
{
    public const string Path = "/connect/introspect";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(
        HttpRequest http, ClientAuthenticator clients, TokenIntrospector introspector, CancellationToken cancellationToken)
    {
        if (!(await FormParameters.ReadAsync(http, cancellationToken)).TryGet(out var form, out var error)
            || !(await clients.AuthenticateAsync(http, form, cancellationToken)).TryGet(out var client, out error))
            return new OAuthErrorResult(error);
        if (client.IsPublic) // §2.1: the endpoint requires authorization, or tokens could be scanned for
            return new OAuthErrorResult(OAuthError.InvalidClient("A client without a secret may not introspect tokens.")
                .Because("introspecting-client", "RFC 7662 §2.1", "Introspect as a client that authenticates."));
        if (form["token"] is not { } token)
            return new OAuthErrorResult(OAuthError.InvalidRequest("The token is missing.")
                .Because("token", "RFC 7662 §2.1", "Send the token as the parameter token of the body."));

        var answer = await introspector.IntrospectAsync(client, token, cancellationToken);
        return new NoStoreJsonResult<IntrospectionResponse>(answer, IntrospectionResponse.Write);
    }
}
