using System.Text.Json;
using System.Text.RegularExpressions;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Documentation;

public sealed partial class ReferenceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task The_document_describes_each_call_with_its_answers_and_examples(string prefix)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);

        var document = (await host.SendAsync(HttpMethod.Get, $"{prefix}/openapi/v1.json")).Expect(200).Json;

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = Operations(document).ToArray();
        Assert.NotEmpty(operations);
        Assert.Equal(operations.Length, operations.Select(one => Id(one.Operation)).Distinct().Count());
        foreach (var (name, operation) in operations)
        {
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), name);
            var responses = operation.GetProperty("responses");
            foreach (var status in new[] { "400", "401", "403", "405", "406", "429", "500", "503" })
                Assert.NotEmpty(responses.GetProperty(status).GetProperty("description").GetString()!);
            var success = responses.EnumerateObject().Single(response => response.Name is "200" or "201" or "202").Value;
            if (success.GetProperty("content").TryGetProperty("application/json", out var json))
                Assert.True(json.GetProperty("example").GetProperty("success").GetBoolean(), name);
            else
                Assert.NotEmpty(success.GetProperty("content").EnumerateObject()); // a file: pictures, archives, exports
            if (operation.TryGetProperty("requestBody", out var body))
                Assert.All(body.GetProperty("content").EnumerateObject(), media => media.Value.GetProperty("example"));
        }
    }

    [Fact]
    public async Task Every_reference_in_the_document_leads_somewhere_and_strings_are_strings()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var answer = (await host.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Expect(200);
        var schemas = answer.Json.GetProperty("components").GetProperty("schemas");

        Assert.All(References().Matches(answer.Text), found => schemas.GetProperty(found.Groups[1].Value));
        var profile = schemas.GetProperty("UserProfileResource").GetProperty("properties");
        Assert.Equal("string", profile.GetProperty("username").GetProperty("type").GetString());
        Assert.Equal("string", profile.GetProperty("roles").GetProperty("items").GetProperty("type").GetString());
        var nickname = profile.GetProperty("nickname").GetProperty("type").EnumerateArray();
        Assert.Equal(["null", "string"], nickname.Select(type => type.GetString()));
    }

    [Fact]
    public async Task Calls_say_which_scope_and_permission_they_need()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var operations = Operations((await host.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Expect(200).Json)
            .ToDictionary(one => Id(one.Operation), one => one.Operation);

        Assert.Equal("""[{"identity":["profile.api"]}]""", Compact(operations["getProfile"].GetProperty("security")));
        Assert.Equal("""[{"identity":["admin.api"]}]""", Compact(operations["listUsers"].GetProperty("security")));
        Assert.Equal("users.read", operations["listUsers"].GetProperty("x-permission").GetString());
        Assert.Equal("""[{},{"identity":["admin.api"]}]""", Compact(operations["registerUser"].GetProperty("security")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task The_page_runs_under_a_policy_without_inline_code_and_loads_only_what_is_here(string prefix)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);

        var page = await host.SendAsync(HttpMethod.Get, $"{prefix}/docs");

        Assert.Equal(200, page.Status);
        Assert.Equal("text/html", page.ContentHeaders.ContentType?.MediaType);
        Assert.Contains("script-src 'self'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotMatch("<style|style=|<script>|onclick|https?://", page.Text);
        foreach (Match asset in Assets().Matches(page.Text))
            Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, $"{prefix}/{asset.Groups[1].Value}")).Status);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Head, $"{prefix}/docs")).Status);
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path =>
            path.Value.EnumerateObject().Select(method => ($"{method.Name} {path.Name}", method.Value)));

    private static string Id(JsonElement operation) => operation.GetProperty("operationId").GetString()!;

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    [GeneratedRegex("\"#/components/schemas/([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("(?:src|href)=\"((?:docs|openapi)/[^\"]+)\"")]
    private static partial Regex Assets();
}
