using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages;

public sealed class RefusedRequestPagesTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    private const string Code = "7K3M-9QXD";

    private readonly JsonObject _request = new()
    {
        ["code"] = Code,
        ["occurred_at"] = "2026-03-01T10:00:00Z",
        ["expires_at"] = "2026-03-02T10:00:00Z",
        ["endpoint"] = "/connect/authorize",
        ["client_id"] = "webapp",
        ["client_name"] = "Sample web app",
        ["error"] = "invalid_request",
        ["error_description"] = "redirect_uri is not registered for this client.",
        ["rule"] = "redirect-uri",
        ["clause"] = "RFC 6749 §3.1.2.3",
        ["clause_url"] = "https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2.3",
        ["fix"] = "Register the received address.",
        ["expected"] = new JsonArray("https://a.example/callback", "https://b.example/"),
        ["received"] = "https://a.example/calback",
        ["first_difference"] = 21,
        ["parameters"] = new JsonArray(
            new JsonObject { ["name"] = "redirect_uri", ["value"] = "https://a.example/calback", ["length"] = 25 },
            new JsonObject { ["name"] = "state", ["length"] = 32 }),
    };

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Api.Answers["GET /v1/admin/requests"] = _ => new FakeAnswer(200, new JsonArray(_request.DeepClone()));
        Api.Answers[$"GET /v1/admin/requests/{Code}"] = _ => new FakeAnswer(200, _request.DeepClone());
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("7K3M-9QXD")]
    [InlineData("%207k3m9qxd%20")]
    public async Task A_code_leads_to_what_the_request_broke_on(string typed)
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync($"/refused-requests?code={typed}"));

        Assert.Equal($"/v1/admin/requests/{Code}", Api.Requests[^1].Address);
        foreach (var expected in new[] { "redirect-uri", "Sample web app", "/connect/authorize", "Register the received address." })
            Assert.Contains(expected, Text("#refusal"), StringComparison.Ordinal);
        Assert.Equal(
            "https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2.3", _console.Page.QuerySelector("#refusal a")!.GetAttribute("href"));
        Assert.Contains("Not shown (32 characters)", Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_difference_is_marked_and_told()
    {
        await _console.OpenAsync($"/refused-requests?code={Code}");

        Assert.Equal("lback", Text(".difference ins"));
        Assert.Equal("back", Text(".difference del"));
        Assert.Contains("They differ from character 22 on.", Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_only_too_short_is_marked_at_its_end()
    {
        (_request["received"], _request["first_difference"]) = ("https://a.example/", 18);
        await _console.OpenAsync($"/refused-requests?code={Code}");

        Assert.Equal("callback", Text(".difference ins"));
        Assert.Equal("(ends here)", Text(".difference del"));
    }

    [Fact]
    public async Task Unknown_codes_and_what_is_none_are_told_alike()
    {
        Api.Answers["GET /v1/admin/requests/BBBB-BBBB"] = _ => new FakeAnswer(404);
        foreach (var code in new[] { "BBBB-BBBB", "nonsense", "..%2F..%2Fusers" })
        {
            Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync($"/refused-requests?code={code}"));
            Assert.Contains("Nothing is known under this code", Text("main"), StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Api.Requests, request => request.Address.Contains("nonsense", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_code_the_last_ones_are_listed_by_app()
    {
        await _console.OpenAsync("/refused-requests?app=webapp");

        Assert.Equal("/v1/admin/requests?client_id=webapp&limit=25", Api.Requests[^1].Address);
        Assert.Equal($"/refused-requests?code={Code}", _console.Page.QuerySelector("#refused a")!.GetAttribute("href"));
        Api.Answers["GET /v1/admin/requests"] = _ => new FakeAnswer(200, new JsonArray());
        await _console.OpenAsync("/refused-requests");
        Assert.Contains("Nothing was refused", Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_attacker_sent_stays_text()
    {
        foreach (var member in new[] { "client_id", "received", "endpoint", "error", "error_description", "fix", "rule", "clause" })
            _request[member] = Hostile;
        _request["client_name"] = null;
        _request["expected"] = new JsonArray(Hostile + "x");
        _request["first_difference"] = Hostile.Length;
        _request["parameters"] = new JsonArray(new JsonObject { ["name"] = Hostile, ["value"] = Hostile, ["length"] = 9 });
        foreach (var path in new[] { $"/refused-requests?code={Code}", "/refused-requests", $"/refused-requests?code={Uri.EscapeDataString(Hostile)}" })
        {
            await _console.OpenAsync(path);
            Assert.Null(_console.Page.QuerySelector("main script, main img"));
        }
    }

    private string Text(string selector) => _console.Page.QuerySelector(selector)!.TextContent.Trim();
}
