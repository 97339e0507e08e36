using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages;

public sealed class ConsolePagesTests : IAsyncLifetime
{
    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync() => _console = await Console.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_overview_says_who_is_signed_in_and_how_many_people_there_are()
    {
        Api.Total = 12_345;
        Api.Permissions.Remove("analytics.read");
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/"));

        Assert.Equal("Hello, Ada Min", Text("h1"));
        Assert.Contains("admin@example.com", Text("main"), StringComparison.Ordinal);
        Assert.Equal("12,345", Text("#people-count"));
        Assert.Contains("user.registered", Text("main table"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_see_nothing_sees_themselves_and_a_sentence()
    {
        Api.Refusals["/v1/users"] = 403;
        Api.Refusals["/v1/admin/audit-logs"] = 403;

        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/"));
        Assert.Equal("Hello, Ada Min", Text("h1"));
        Assert.Contains("users.read", Text("main"), StringComparison.Ordinal);
        Assert.Null(_console.Page.QuerySelector("main table"));
    }

    [Fact]
    public async Task The_list_sends_search_status_and_page_on_and_keeps_them_in_its_links()
    {
        Api.Total = 60;
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/users?q=bo%20%26b&status=active&page=2"));

        Assert.Equal("/v1/users?q=bo%20%26b&status=active&page=2&limit=25", Api.LastAsked("/v1/users"));
        Assert.Equal("bo &b", _console.Page.QuerySelector("#q")!.GetAttribute("value"));
        Assert.Equal("active", _console.Page.QuerySelector("#status option[selected]")!.GetAttribute("value"));
        Assert.Equal("/users?q=bo%20%26b&status=active&page=3", _console.Page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Equal("60 accounts", Text("#users-total"));
        Assert.Equal($"/users/{FakeUserApi.BobId}", _console.Page.QuerySelector("#users td a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("?page=0", "page=1")]
    [InlineData("?page=-3", "page=1")]
    [InlineData("?page=two", "page=1")]
    [InlineData("?page=99999999999999999999", "page=1")]
    [InlineData("?page=100000", "page=400")]
    [InlineData("?status=root", "page=1")]
    public async Task An_address_that_makes_no_sense_shows_the_nearest_list(string query, string expected)
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/users" + query));

        Assert.Equal($"/v1/users?{expected}&limit=25", Api.LastAsked("/v1/users"));
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do()
    {
        Api.People.Clear();
        Api.Total = 0;
        await _console.OpenAsync("/users?q=nobody");

        Assert.Contains("Nobody found", Text("main"), StringComparison.Ordinal);
        Assert.Equal("/users", _console.Page.QuerySelector("main .empty a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_person_is_shown_with_what_happened_to_them()
    {
        Api.People[0]["given_name"] = "Bob";
        Api.People[0]["address"] = new JsonObject { ["street_address"] = "1 Way", ["locality"] = "Town" };
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync($"/users/{FakeUserApi.BobId}"));

        Assert.Equal("Bob Builder", Text("h1"));
        Assert.Contains("1 Way, Town", Text("main"), StringComparison.Ordinal);
        Assert.Contains("user.registered", Text("main table"), StringComparison.Ordinal);
        Assert.Equal($"/v1/admin/audit-logs?person={FakeUserApi.BobId}&limit=10", Api.Requests[^1].Address);
    }

    [Fact]
    public async Task Records_of_a_person_are_hidden_from_who_may_not_see_them()
    {
        Api.Permissions.Remove("audit.read");

        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync($"/users/{FakeUserApi.BobId}"));
        Assert.Null(_console.Page.QuerySelector("main table, .tabs [href$=activity]"));
        Assert.DoesNotContain(Api.Requests, request => request.Address.Contains("audit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_lead_on_to_older_ones()
    {
        Api.RecordsMeta["next_cursor"] = "c+1/=";
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/audit-logs?action=user.registered&outcome=success"));
        var older = _console.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        await _console.OpenAsync(older);

        Assert.Equal("/v1/admin/audit-logs?action=user.registered&outcome=success&cursor=c%2B1%2F%3D&limit=25", Api.Requests[^1].Address);
    }

    [Theory]
    [InlineData(403, HttpStatusCode.Forbidden, "Not for your account")]
    [InlineData(404, HttpStatusCode.NotFound, "There is nothing here")]
    [InlineData(429, HttpStatusCode.TooManyRequests, "A little too fast")]
    [InlineData(500, HttpStatusCode.ServiceUnavailable, "Not reachable right now")]
    [InlineData(503, HttpStatusCode.ServiceUnavailable, "Not reachable right now")]
    public async Task What_the_API_refuses_becomes_a_page_that_says_what_to_do(int refusal, HttpStatusCode status, string title)
    {
        Api.Refusals["/v1/users"] = refusal;
        await _console.OpenAsync("/users");

        Assert.Equal((status, title), (_console.Browser.Status, Text("h1")));
        Assert.Contains("The API says <b>", Text("main"), StringComparison.Ordinal); // as text, not as markup
        Assert.NotEmpty(Text("#support-code"));
    }

    [Theory]
    [InlineData("/users/..%2Fadmin%2Faudit-logs", "/v1/users/..%2Fadmin%2Faudit-logs")]
    [InlineData("/users/bob%3Fx=1", "/v1/users/bob%3Fx%3D1")]
    public async Task An_odd_id_stays_one_segment_of_the_APIs_path(string path, string expected)
    {
        await _console.OpenAsync(path);

        Assert.DoesNotContain(Api.Requests, request => request.Address.StartsWith("/v1/admin", StringComparison.Ordinal));
        Assert.All(Api.Requests, request => Assert.Equal(Uri.UnescapeDataString(expected), Uri.UnescapeDataString(request.Address)));
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text_on_every_page()
    {
        const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        foreach (var name in new[] { "name", "username", "email", "status", "bio", "given_name" })
        {
            Api.Own[name] = Hostile;
            Api.People[0][name] = Hostile;
        }
        Api.Own["roles"] = new JsonArray(Hostile);
        Api.People[0]["roles"] = new JsonArray(Hostile);
        foreach (var name in new[] { "action", "detail", "client_id", "target_type", "ip_address" }) Api.Records[0][name] = Hostile;
        _console.Provider.UserInfo["name"] = Hostile;

        foreach (var path in new[] { "/", "/users", $"/users/{FakeUserApi.BobId}", "/audit-logs", "/users?q=" + Uri.EscapeDataString(Hostile) })
        {
            Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(path));
            Assert.DoesNotContain("<script>alert", _console.Browser.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", _console.Browser.Body, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;alert", _console.Browser.Body, StringComparison.Ordinal);
        }
    }

    private string Text(string selector) => _console.Page.QuerySelector(selector)?.TextContent.Trim() ?? "";
}
