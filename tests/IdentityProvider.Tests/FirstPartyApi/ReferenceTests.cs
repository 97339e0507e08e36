using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using IdentityProvider.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Documentation;

namespace IdentityProvider.Tests.FirstPartyApi;

[Collection(AppsOfOneProvider.Name)]
public sealed partial class ReferenceTests(AppProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task The_document_describes_each_call_of_the_api_and_nothing_else()
    {
        using var http = _provider.NewClient();
        var document = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/openapi/v1.json"));
        var served = _provider.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!).Where(path => path.StartsWith("/v1/", StringComparison.Ordinal)).ToHashSet();

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(served.Order(), document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order());
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            var success = operation.Value.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json");
            Assert.True(success.GetProperty("example").GetProperty("success").GetBoolean());
            Assert.All(operation.Value.GetProperty("responses").EnumerateObject(), one => Assert.NotEmpty(one.Value.GetProperty("description").GetString()!));
        }
    }

    [Fact]
    public async Task The_page_loads_only_what_is_here()
    {
        using var http = _provider.NewClient();
        using var page = await http.GetAsync("/docs");
        var text = await page.Content.ReadAsStringAsync();

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotMatch("<style|style=|<script>|onclick|https?://", text);
        Assert.NotEmpty(Assets().Matches(text));
        foreach (Match asset in Assets().Matches(text))
        {
            using var answer = await http.GetAsync("/" + asset.Groups[1].Value);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public void Every_call_tells_what_it_is() => Assert.All(
        _provider.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)),
        endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<Operation>()));

    [GeneratedRegex("(?:src|href)=\"((?:docs|openapi)/[^\"]+)\"")]
    private static partial Regex Assets();
}
