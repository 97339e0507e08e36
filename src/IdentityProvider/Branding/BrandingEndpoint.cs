using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityProvider.Branding;

/// <summary>Logos and style sheets of the configured brands: <c>GET /branding/{file}</c>. They are served from here, so that no other host
/// learns who signs in and the content security policy stays closed. 404 for anything else.</summary>
internal static class BrandingEndpoint
{
    public const string Path = "/branding";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path + "/{file}", Handle);

    private static Results<FileContentHttpResult, NotFound> Handle(string file, BrandBook brands, HttpResponse response)
    {
        if (brands.Find(file) is not { } found) return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable"; // another content has another name
        return TypedResults.File(found.Content, found.MediaType);
    }
}
