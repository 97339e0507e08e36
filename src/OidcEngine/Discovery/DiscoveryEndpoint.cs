using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OidcEngine.Http;
using OidcEngine.Scopes;

namespace OidcEngine.Discovery;

/// <summary>The metadata document under both of its names: OIDC Discovery §4 and RFC 8414 §3. One document serves both; each may hold
/// members that the other does not know.</summary>
internal static class DiscoveryEndpoint
{
    private const string OpenId = "/.well-known/openid-configuration";
    private const string OAuth = "/.well-known/oauth-authorization-server";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var issuer = new Uri(routes.ServiceProvider.GetRequiredService<IOptions<OidcEngineOptions>>().Value.Issuer);
        Map(routes, OpenId);
        Map(routes, OAuth);
        if (issuer.AbsolutePath is { Length: > 1 } path) Map(routes, OAuth + path); // RFC 8414 §3.1: between host and path
    }

    private static void Map(IEndpointRouteBuilder routes, string path) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (Delegate)HandleAsync).AllowAnyOrigin();

    private static async Task<IResult> HandleAsync(
        ServerMetadata metadata, IResourceStore resources, CancellationToken cancellationToken) =>
        metadata.Get(await resources.GetAsync(cancellationToken));
}
