using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using OidcEngine.DPoP;
using OidcEngine.Http;
using OidcEngine.Scopes;

namespace OidcEngine.UserInfo;

/// <summary>The UserInfo endpoint, OIDC Core §5.3.</summary>
internal static class UserInfoEndpoint
{
    public const string Path = "/connect/userinfo";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Post], (Delegate)HandleAsync)
            .AllowClientOrigins(routes, Path, "GET, POST"); // §5.3: pages call it

    private static async Task<IResult> HandleAsync(
        HttpRequest http,
        UserInfoReader reader,
        DPoPProofs proofs,
        IOptions<OidcEngineOptions> options,
        CancellationToken cancellationToken)
    {
        if (!(await PresentedToken.ReadAsync(http, cancellationToken)).TryGet(out var token, out var error))
            return new BearerErrorResult(error);
        if (token.Value is null)
            return new BearerErrorResult(null);

        var shown = ShownKeys.Of(http);
        shown.Announce(http.HttpContext.Response, proofs.Nonces);
        var presentation = token.With(shown, options.Value.AddressesOf(Path));
        if (!(await reader.ReadAsync(presentation, cancellationToken)).TryGet(out var answer, out error))
            return new BearerErrorResult(error)
            {
                ByDPoP = token.ByDPoP,
                Scope = error.Code == "insufficient_scope" ? IdentityScopes.OpenId : null,
            };

        return new NoStoreJsonResult<UserInfoResponse>(answer, Write);
    }

    private static void Write(Utf8JsonWriter json, UserInfoResponse response)
    {
        json.WriteString("sub"u8, response.Subject); // §5.3.2: always there
        foreach (var (name, value) in response.Claims)
        {
            if (value is null || name == "sub") continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }
}
