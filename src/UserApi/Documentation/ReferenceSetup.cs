using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using UserApi.Requests;

namespace UserApi.Documentation;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>, and the page at <c>/docs</c> that shows it.</summary>
internal static class ReferenceSetup
{
    private const string Version = "v1";

    public static void AddReference(this IServiceCollection services) => services.AddOpenApi(Version, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer<StringSchemas>();
        options.AddOperationTransformer<OperationTransformer>();
        options.AddDocumentTransformer<ApiDescription>();
    });

    public static void MapReference(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets();
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapRead("/docs", ShowPage).ExcludeFromDescription();
    }

    private static FileStreamHttpResult ShowPage(IWebHostEnvironment environment)
    {
        var page = environment.WebRootFileProvider.GetFileInfo("docs/index.html");
        return TypedResults.Stream(page.CreateReadStream(), "text/html; charset=utf-8", lastModified: page.LastModified);
    }
}
