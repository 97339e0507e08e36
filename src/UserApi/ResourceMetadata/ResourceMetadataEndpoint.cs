using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Configuration;
using ServiceDefaults.MutualTls;
using UserApi.Requests;

namespace UserApi.ResourceMetadata;

/// <summary>What this API says of itself to those who want a token for it: RFC 9728.</summary>
internal static class ResourceMetadataEndpoint
{
    private const string WellKnown = "/.well-known/oauth-protected-resource";

    /// <summary>Where the metadata of a resource lies, §3.1: the well-known part stands between host and path.</summary>
    public static string AddressFor(string resource)
    {
        var uri = new Uri(resource);
        return uri.GetLeftPart(UriPartial.Authority) + WellKnown + PathOf(uri);
    }

    /// <summary>Serves the document at the root, and where the path of the API's address asks for it.</summary>
    public static void Map(IEndpointRouteBuilder routes, PublicUrls urls)
    {
        var document = ProtectedResourceMetadata.Of(urls, routes.ServiceProvider.GetRequiredService<MutualTlsSettings>().IsOn);
        Map(routes, WellKnown, document);
        if (PathOf(new Uri(urls.UserApiUrl)) is { Length: > 0 } path) Map(routes, WellKnown + path, document);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, ProtectedResourceMetadata document) =>
        routes.MapRead(path, (HttpContext http) => Answer(http, document)).AllowAnonymous().ExcludeFromDescription();

    /// <summary>It is public, and pages of every origin may read it.</summary>
    private static JsonHttpResult<ProtectedResourceMetadata> Answer(HttpContext http, ProtectedResourceMetadata document)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Json(document);
    }

    private static string PathOf(Uri uri) => uri.AbsolutePath == "/" ? "" : uri.AbsolutePath;
}
