using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OidcEngine.Http;

namespace OidcEngine.Keys;

/// <summary>The JWK Set at <c>jwks_uri</c>, RFC 8414 §2: the keys in use, those announced, and those that still verify.</summary>
internal static class JwksEndpoint
{
    public const string Path = "/.well-known/jwks.json";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (Delegate)HandleAsync).AllowAnyOrigin();

    private static async Task<IResult> HandleAsync(KeyRing keys, CancellationToken cancellationToken) =>
        (await keys.GetAsync(cancellationToken)).Jwks;
}
