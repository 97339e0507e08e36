using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace TestKit.Fuzzing;

/// <summary>A route of an app, as the app itself lists it.</summary>
public sealed record FuzzedRoute(RoutePattern Pattern, IReadOnlyList<string> Methods)
{
    public string Template => "/" + Pattern.RawText?.TrimStart('/');

    /// <summary>Every route, but of the files that are served as they are only a few.</summary>
    public static IReadOnlyList<FuzzedRoute> AllOf(IServiceProvider services)
    {
        var endpoints = services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToArray();
        var files = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null).ToHashSet();
        return [.. endpoints.Where(endpoint => !files.Contains(endpoint)).Concat(files.OrderBy(file => file.RoutePattern.RawText, StringComparer.Ordinal).Take(3))
            .Select(endpoint => new FuzzedRoute(endpoint.RoutePattern, endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]))
            .DistinctBy(route => (route.Template, string.Join(',', route.Methods)))];
    }
}
