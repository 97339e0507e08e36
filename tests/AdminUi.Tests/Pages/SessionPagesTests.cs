using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages;

public sealed class SessionPagesTests : IAsyncLifetime
{
    private const string Id = "01890a5d-ac96-774b-bcce-b302099a7001";
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private readonly JsonObject _session = new()
    {
        ["id"] = Id,
        ["user_id"] = FakeUserApi.BobId,
        ["username"] = "bob",
        ["created_at"] = "2026-03-01T10:00:00Z",
        ["last_seen_at"] = "2026-03-01T11:00:00Z",
        ["expires_at"] = "2026-03-02T10:00:00Z",
        ["auth_time"] = "2026-03-01T10:00:00Z",
        ["amr"] = new JsonArray("pwd"),
        ["ip_address"] = "192.0.2.7",
        ["user_agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
        ["apps"] = new JsonArray(new JsonObject { ["client_id"] = "webapp", ["name"] = "Sample web app" }),
        ["current"] = false,
    };

    private Console _console = null!;
    private string? _next;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Api.Answers["GET /v1/admin/sessions"] = _ => new FakeAnswer(200, new JsonArray(_session.DeepClone())) { Meta = Meta() };
        Api.Answers[$"GET /v1/admin/sessions/{Id}"] = _ => new FakeAnswer(200, _session.DeepClone());
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Each_session_says_who_where_and_for_which_apps()
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/sessions"));

        Assert.Equal("/v1/admin/sessions?limit=25", Api.Requests[^1].Address);
        foreach (var expected in new[] { "bob", "Firefox on Linux", "192.0.2.7", "Sample web app", "pwd" })
            Assert.Contains(expected, Text("#sessions tbody"), StringComparison.Ordinal);
        Assert.Equal("One browser is signed in now.", Text("#sessions-total"));
        Assert.DoesNotContain("badge-success", _console.Page.QuerySelector("#sessions")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ones_own_session_is_marked()
    {
        _session["current"] = true;
        await _console.OpenAsync("/sessions");

        Assert.NotNull(_console.Page.QuerySelector("#sessions .badge-success"));
    }

    [Fact]
    public async Task The_sessions_of_one_person_can_be_ended_together()
    {
        await _console.OpenAsync("/sessions?user=%20bob%20");

        Assert.Equal("/v1/admin/sessions?user=bob&limit=25", Api.Requests[^1].Address);
        Assert.Equal($"/users/{FakeUserApi.BobId}/end-sessions", _console.Page.QuerySelector(".page-head a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Ending_one_asks_first_and_leads_back_to_the_list()
    {
        Api.Answers[$"DELETE /v1/admin/sessions/{Id}"] = _ => new FakeAnswer(200);
        await _console.OpenAsync("/sessions");
        await _console.OpenAsync(_console.Page.QuerySelector("#sessions a.button-danger")!.GetAttribute("href")!);
        Assert.Contains("Firefox on Linux", Text("h1"), StringComparison.Ordinal);
        Assert.DoesNotContain(Api.Requests, request => request.Method == "DELETE");

        await _console.Browser.SubmitAsync(_console.Page.Forms.First(form => form.Closest("main") is not null));
        Assert.Contains(Api.Requests, request => request.Method == "DELETE" && request.Address == $"/v1/admin/sessions/{Id}");
        Assert.Equal("/sessions", _console.Browser.Location.AbsolutePath);
        Assert.NotEmpty(Text("main .alert-success"));
    }

    [Fact]
    public async Task One_goes_to_older_sessions_and_back()
    {
        _next = "A";
        await _console.OpenAsync("/sessions?user=bob");
        await _console.OpenAsync(_console.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal("/v1/admin/sessions?user=bob&cursor=A&limit=25", Api.Requests[^1].Address);

        await _console.OpenAsync(_console.Page.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal("/v1/admin/sessions?user=bob&limit=25", Api.Requests[^1].Address);
    }

    [Theory]
    [InlineData("/sessions", "Nobody is signed in.")]
    [InlineData("/sessions?user=nobody", "Nobody of this user name or id is signed in.")]
    public async Task Nothing_to_show_is_said(string path, string sentence)
    {
        Api.Answers["GET /v1/admin/sessions"] = _ => new FakeAnswer(200, new JsonArray()) { Meta = FakeUserApi.NewMeta(0, 25, 1) };
        await _console.OpenAsync(path);

        Assert.Contains(sentence, Text("main .empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_sees_no_way_to_end_anything()
    {
        Api.Permissions.Remove("sessions.write");
        Api.Permissions.Remove("users.write");
        await _console.OpenAsync("/sessions?user=bob");
        Assert.Empty(_console.Page.QuerySelectorAll("main a.button-danger"));

        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync($"/users/{FakeUserApi.BobId}/sessions/{Id}/end?from=all"));
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_asked_for()
    {
        Api.Permissions.Remove("sessions.read");

        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync("/sessions"));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task Hostile_text_is_inert()
    {
        foreach (var name in new[] { "username", "ip_address", "user_agent" }) _session[name] = Hostile;
        _session["amr"] = new JsonArray(Hostile);
        _session["apps"] = new JsonArray(new JsonObject { ["client_id"] = Hostile, ["name"] = Hostile });

        foreach (var path in new[] { "/sessions?user=" + Uri.EscapeDataString(Hostile), $"/users/{FakeUserApi.BobId}/sessions/{Id}/end" })
        {
            Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(path));
            Assert.DoesNotContain("<script>alert", _console.Browser.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", _console.Browser.Body, StringComparison.Ordinal);
        }
    }

    private JsonObject Meta()
    {
        var meta = FakeUserApi.NewMeta(1, 25, 1);
        if (_next is not null) meta["next_cursor"] = _next;
        return meta;
    }

    private string Text(string selector) => _console.Page.QuerySelector(selector)?.TextContent.Trim() ?? "";
}
