using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace ServiceDefaults.Documentation;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>, and the page at <c>/docs</c> that shows it. Both tell of the endpoints that have an
/// <see cref="Operation"/>.</summary>
public static class ReferenceSetup
{
    /// <summary>The name of the security scheme: an access token.</summary>
    public const string SecurityScheme = "identity";

    private const string Version = "v1";
    private const string Index = "index.html";
    private const string Resources = "ServiceDefaults.Documentation.page.";

    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, PageFile> Files = typeof(ReferenceSetup).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Resources.Length..], Read, StringComparer.Ordinal);

    /// <typeparam name="TDescription">Writes what the document says of the API as a whole.</typeparam>
    public static void AddReference<TDescription>(this IServiceCollection services)
        where TDescription : class, IOpenApiDocumentTransformer => services.AddOpenApi(Version, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = call => call.ActionDescriptor.EndpointMetadata.OfType<Operation>().Any();
        options.AddSchemaTransformer<StringSchemas>();
        options.AddOperationTransformer<OperationTransformer>();
        options.AddDocumentTransformer<TDescription>();
    });

    public static IEndpointConventionBuilder MapReference(this IEndpointRouteBuilder routes)
    {
        var reference = routes.MapGroup("");
        reference.MapOpenApi("/openapi/{documentName}.json");
        reference.MapMethods("/docs", Reads, () => Files[Index].ToResult()).ExcludeFromDescription();
        foreach (var (name, file) in Files)
            if (name != Index)
                reference.MapMethods($"/docs/{name}", Reads, file.ToResult).ExcludeFromDescription();
        return reference;
    }

    private static PageFile Read(string resource)
    {
        using var stream = typeof(ReferenceSetup).Assembly.GetManifestResourceStream(resource)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new PageFile(copy.ToArray(), ContentTypes[Path.GetExtension(resource)]);
    }

    private sealed record PageFile(byte[] Content, string ContentType)
    {
        private readonly EntityTagHeaderValue _etag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Content))[..16]}\"");

        public FileContentHttpResult ToResult() => TypedResults.Bytes(Content, ContentType, entityTag: _etag);
    }
}
