using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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

    private static async Task<IResult> HandleAsync(HttpRequest http, UserInfoReader reader, CancellationToken cancellationToken)
    {
        if (!(await BearerToken.ReadAsync(http, cancellationToken)).TryGet(out var bearer, out var error))
            return new BearerErrorResult(error);
        if (bearer.Value is null)
            return new BearerErrorResult(null);
        if (!(await reader.ReadAsync(bearer.Value, cancellationToken)).TryGet(out var answer, out error))
            return new BearerErrorResult(error) { Scope = error.Code == "insufficient_scope" ? IdentityScopes.OpenId : null };

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
