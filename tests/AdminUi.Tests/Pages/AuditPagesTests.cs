using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages;

public sealed class AuditPagesTests : IAsyncLifetime
{
    private const string Id = "01890a5d-ac96-774b-bcce-b302099a8200";
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync() => _console = await Console.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Records_stand_under_the_day_on_which_the_readers_clock_saw_them()
    {
        Api.Own["zoneinfo"] = "Asia/Tokyo";
        Api.Records[0]["occurred_at"] = "2026-03-04T20:06:07Z";
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/audit-logs"));

        Assert.Equal("Thursday, March 5, 2026", Text("main h2"));
        Assert.Equal("05:06:07", Text("main time"));
        Assert.Equal("2026-03-04T20:06:07Z", _console.Page.QuerySelector("main time")!.GetAttribute("datetime"));
        Assert.Contains("Asia/Tokyo", Text("#zone-hint"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_times_are_sent_as_moments()
    {
        await _console.OpenAsync(
            "/audit-logs?person=bob&action=user.*&target_type=user&outcome=failure&from=2026-03-01T08%3A00&to=2026-03-02T08%3A00&zone=Europe%2FBerlin");

        Assert.Equal(
            "/v1/admin/audit-logs?person=bob&action=user.*&target_type=user&outcome=failure&from=2026-03-01T07%3A00%3A00Z&to=2026-03-02T07%3A00%3A00Z&limit=25",
            Api.Requests[^1].Address);
        Assert.Equal("2026-03-01T08:00", Value("#from"));
        Assert.Equal(("bob", "user.*", "user"), (Value("#person"), Value("#action"), Value("#target_type")));
        Assert.Equal("Europe/Berlin", Value("[name=zone]"));
        Assert.Contains(
            "/audit-logs/export?person=bob&action=user.*&target_type=user&outcome=failure&from=2026-03-01T08%3A00&to=2026-03-02T08%3A00&zone=Europe%2FBerlin&format=csv",
            _console.Page.QuerySelectorAll("a[download]").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("?outcome=maybe")]
    [InlineData("?from=yesterday&to=9999-99-99")]
    [InlineData("?zone=..%2F..%2Fetc%2Fpasswd")]
    [InlineData("?person=%20&action=")]
    [InlineData("?cursor=&back=x~y")]
    public async Task What_makes_no_sense_was_not_said(string query)
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/audit-logs" + query));

        Assert.Equal("/v1/admin/audit-logs?limit=25", Api.Requests[^1].Address);
    }

    [Fact]
    public async Task A_selection_that_the_API_refuses_stays_in_the_form_beside_the_reason()
    {
        Api.Answers["GET /v1/admin/audit-logs"] = _ => new FakeAnswer(400) { Errors = new JsonObject { ["action"] = new JsonArray("It must be an action.") } };
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/audit-logs?action=%3Cb%3E"));

        Assert.Contains("action: It must be an action.", Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("<b>", Value("#action"));
    }

    [Fact]
    public async Task One_goes_to_older_records_and_back()
    {
        Api.Answers["GET /v1/admin/audit-logs"] = request => new FakeAnswer(200, new JsonArray(Api.Records[0].DeepClone()))
        {
            Meta = Next(request.Address.Contains("cursor=A", StringComparison.Ordinal) ? "B" : request.Address.Contains("cursor=B", StringComparison.Ordinal) ? null : "A"),
        };
        await _console.OpenAsync("/audit-logs?person=bob");
        Assert.Null(_console.Page.QuerySelector("a[rel=prev]"));
        await FollowAsync("next");
        await FollowAsync("next");
        Assert.Equal("/v1/admin/audit-logs?person=bob&cursor=B&limit=25", Api.Requests[^1].Address);
        Assert.Null(_console.Page.QuerySelector("a[rel=next]"));
        await FollowAsync("prev");
        Assert.Equal("/v1/admin/audit-logs?person=bob&cursor=A&limit=25", Api.Requests[^1].Address);
        await FollowAsync("prev");
        Assert.Equal("/v1/admin/audit-logs?person=bob&limit=25", Api.Requests[^1].Address);
    }

    [Fact]
    public async Task People_and_roles_are_named_and_lead_to_their_pages()
    {
        Api.Records[0]["actor_name"] = "bob";
        (Api.Records[0]["target_type"], Api.Records[0]["target_name"]) = ("role", "support");
        await _console.OpenAsync("/audit-logs");

        var links = _console.Page.QuerySelectorAll(".timeline a").Select(link => $"{link.TextContent} {link.GetAttribute("href")}");
        Assert.Equal([$"user.registered /audit-logs/{Id}", $"bob /users/{FakeUserApi.BobId}", $"support /roles/{FakeUserApi.BobId}"], links);
    }

    [Fact]
    public async Task Names_lead_nowhere_for_who_may_not_go_there()
    {
        Api.Records[0]["actor_name"] = "bob";
        Api.Records[0]["target_name"] = "bob";
        Api.Permissions.Remove("users.read");
        await _console.OpenAsync("/audit-logs");

        Assert.Single(_console.Page.QuerySelectorAll(".timeline a"));
    }

    [Fact]
    public async Task Nothing_recorded_is_said_and_so_is_nothing_found()
    {
        Api.Records.Clear();
        await _console.OpenAsync("/audit-logs");
        Assert.Contains("Nothing was recorded yet.", Text("main .empty"), StringComparison.Ordinal);

        await _console.OpenAsync("/audit-logs?person=nobody");
        Assert.Contains("No record fits.", Text("main .empty"), StringComparison.Ordinal);
        Assert.Equal("/audit-logs", _console.Page.QuerySelector("main p a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task One_record_shows_what_was_before_and_after_side_by_side()
    {
        GiveRecord(record =>
        {
            record["old_values"] = JsonNode.Parse("""{"roles":["user"],"address":{"locality":"Here"},"bio":"same"}""");
            record["new_values"] = JsonNode.Parse("""{"roles":["user","support"],"address":{"locality":"There"},"bio":"same"}""");
            record["user_agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";
        });
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync($"/audit-logs/{Id}"));

        Assert.Equal(["support", "There"], _console.Page.QuerySelectorAll("ins").Select(mark => mark.TextContent));
        Assert.Equal(["Here"], _console.Page.QuerySelectorAll("del").Select(mark => mark.TextContent));
        Assert.Equal(3, _console.Page.QuerySelectorAll(".comparison tbody tr").Length);
        Assert.Contains("Firefox on Linux", Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_without_values_says_so()
    {
        GiveRecord(_ => { });
        await _console.OpenAsync($"/audit-logs/{Id}");

        Assert.Contains("This act changed no values", Text("main .empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_is_inert_in_the_timeline_and_side_by_side()
    {
        foreach (var name in new[] { "action", "detail", "client_id", "target_type", "target_id", "target_name", "actor_name", "ip_address", "user_agent", "trace_id" })
            Api.Records[0][name] = Hostile;
        GiveRecord(record =>
        {
            record["old_values"] = new JsonObject { [Hostile] = Hostile, ["long"] = Hostile + new string('x', 500) };
            record["new_values"] = new JsonObject { [Hostile] = new JsonArray(Hostile, Hostile), ["nested"] = new JsonObject { [Hostile] = Hostile } };
        });

        foreach (var path in new[] { $"/audit-logs/{Id}", "/audit-logs?person=" + Uri.EscapeDataString(Hostile) + "&target_id=" + Uri.EscapeDataString(Hostile) })
        {
            Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(path));
            Assert.DoesNotContain("<script>alert", _console.Browser.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", _console.Browser.Body, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;alert", _console.Browser.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(_console.Page.QuerySelectorAll("main a, main input"), element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("ndjson", "application/x-ndjson")]
    public async Task An_export_is_the_APIs_own_file_with_the_same_filters(string format, string type)
    {
        Api.Answers["GET /v1/admin/audit-logs/export"] = _ => new FakeAnswer(200, new JsonObject { ["one"] = 1 });
        await _console.OpenAsync("/");
        using var http = _console.NewClient(_console.Browser.Cookies);
        using var answer = await http.GetAsync($"/audit-logs/export?format={format}&person=bob&from=2026-03-01T08%3A00&zone=Europe%2FBerlin");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.EndsWith($".{format}", answer.Content.Headers.ContentDisposition.FileName, StringComparison.Ordinal);
        Assert.Contains("\"one\":1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal($"/v1/admin/audit-logs/export?person=bob&from=2026-03-01T07%3A00%3A00Z&format={format}", Api.Requests[^1].Address);
        Assert.StartsWith("Bearer ", Api.Requests[^1].Authorization, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/audit-logs/export?format=exe", HttpStatusCode.BadRequest)]
    [InlineData("/audit-logs/export?format=csv", HttpStatusCode.Forbidden)]
    public async Task An_export_that_cannot_be_is_a_page_and_no_file(string path, HttpStatusCode expected)
    {
        Api.Refusals["/v1/admin/audit-logs/export"] = 403;

        Assert.Equal(expected, await _console.OpenAsync(path));
        Assert.NotEmpty(Text("h1"));
    }

    [Theory]
    [InlineData("intact", "The chain is whole.")]
    [InlineData("broken", "The chain is broken.")]
    public async Task A_verification_says_its_verdict(string verdict, string sentence)
    {
        Api.Answers["GET /v1/admin/audit-logs/verify"] = _ => new FakeAnswer(200, new JsonObject { ["verdict"] = verdict, ["position"] = 1234, ["reason"] = Hostile });
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/audit-logs/verify"));

        Assert.Contains(sentence, Text("#verdict"), StringComparison.Ordinal);
        Assert.Contains("1,234", Text("#verdict"), StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", _console.Browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_verification_goes_on_where_it_ended()
    {
        Api.Answers["GET /v1/admin/audit-logs/verify"] = _ => new FakeAnswer(200, new JsonObject { ["verdict"] = "unfinished", ["position"] = 99, ["seal"] = "a+b/=" });
        await _console.OpenAsync("/audit-logs/verify");
        await FollowAsync("next");

        Assert.Equal("/v1/admin/audit-logs/verify?after=99&seal=a%2Bb%2F%3D", Api.Requests[^1].Address);
    }

    [Theory]
    [InlineData("/audit-logs")]
    [InlineData("/audit-logs/" + Id)]
    [InlineData("/audit-logs/verify")]
    [InlineData("/audit-logs/export")]
    public async Task Without_the_permission_nothing_of_it_is_asked_for(string path)
    {
        Api.Permissions.Remove("audit.read");

        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync(path));
        Assert.DoesNotContain(Api.Requests, request => request.Address.StartsWith("/v1/admin/audit-logs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, await _console.OpenAsync($"/audit-logs/{Id}"));

    private static JsonObject Next(string? cursor)
    {
        var meta = FakeUserApi.NewMeta(60, 25, 1);
        if (cursor is not null) meta["next_cursor"] = cursor;
        return meta;
    }

    private void GiveRecord(Action<JsonObject> change)
    {
        var record = (JsonObject)Api.Records[0].DeepClone();
        change(record);
        Api.Answers[$"GET /v1/admin/audit-logs/{Id}"] = _ => new FakeAnswer(200, record);
    }

    private async Task FollowAsync(string relation) =>
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(_console.Page.QuerySelector($"a[rel={relation}]")!.GetAttribute("href")!));

    private string? Value(string selector) => _console.Page.QuerySelector(selector)!.GetAttribute("value");

    private string Text(string selector) => _console.Page.QuerySelector(selector)?.TextContent.Trim() ?? "";
}
