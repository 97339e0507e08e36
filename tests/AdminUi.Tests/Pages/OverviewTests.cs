using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages;

public sealed class OverviewTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Give(Figures(Day("2026-03-01", 3, 1, 0), Day("2026-03-02", 0, 0, 2)));
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Days_are_drawn_and_stand_in_a_table_behind_the_drawing()
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/"));

        var drawing = _console.Page.QuerySelector("svg[role=img]")!;
        Assert.Equal("sign-ins-title sign-ins-desc", drawing.GetAttribute("aria-labelledby"));
        Assert.Contains("From 1 Mar 2026 to 2 Mar 2026", _console.Page.QuerySelector("#sign-ins-desc")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, drawing.QuerySelectorAll("rect.chart-accent, rect.chart-danger").Length); // nothing for a day without any
        Assert.Equal(
            ["2 Mar 2026|0|0", "1 Mar 2026|3|1"],
            _console.Page.QuerySelector("details table tbody")!.QuerySelectorAll("tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent.Trim()))));
    }

    [Theory]
    [InlineData("/", 30)]
    [InlineData("/?days=7", 7)]
    [InlineData("/?days=90", 90)]
    [InlineData("/?days=8", 30)]
    [InlineData("/?days=-7", 30)]
    [InlineData("/?days=many", 30)]
    public async Task One_looks_back_7_30_or_90_days(string path, int days)
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(path));

        Assert.Contains(Api.Requests, request => request.Address == $"/v1/admin/analytics?days={days}");
        Assert.Equal($"/?days={days}", _console.Page.QuerySelector("nav.segments [aria-current]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task What_needs_attention_is_a_sentence_with_the_way_to_act()
    {
        Give(Figures() with { Attention = [Attention("single_administrator", "warning", 1), Attention("accounts_locked", "danger", 12_000)] });
        await _console.OpenAsync("/");

        var items = _console.Page.QuerySelectorAll("#attention li").ToList();
        Assert.Contains("Only one account has the role admin.", items[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("/users?role=admin", items[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("12,000 accounts are locked", items[1].TextContent, StringComparison.Ordinal);
        Assert.NotNull(items[1].QuerySelector(".attention-danger"));
    }

    [Fact]
    public async Task The_way_to_act_is_hidden_from_who_may_not_go_there()
    {
        Give(Figures() with { Attention = [Attention("accounts_locked", "warning", 2)] });
        Api.Permissions.Remove("audit.read");
        await _console.OpenAsync("/");

        Assert.Contains("2 accounts are locked", Text("#attention"), StringComparison.Ordinal);
        Assert.Null(_console.Page.QuerySelector("#attention a"));
    }

    [Fact]
    public async Task An_unknown_kind_of_attention_is_named_and_harmless()
    {
        Give(Figures() with { Attention = [Attention(Hostile, Hostile, 3)] });
        await _console.OpenAsync("/");

        Assert.Contains(Hostile, Text("#attention"), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", _console.Browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", _console.Browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_do_is_said()
    {
        await _console.OpenAsync("/");

        Assert.Contains("Nothing needs attention.", Text("#attention"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_without_anything_are_no_drawing_but_a_sentence()
    {
        Give(Figures(Day("2026-03-01", 0, 0, 0)));
        await _console.OpenAsync("/");

        Assert.Empty(_console.Page.QuerySelectorAll("svg[role=img]"));
        Assert.Contains("Nothing happened in this time.", Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_and_sessions_are_counted_and_lead_to_their_lists()
    {
        await _console.OpenAsync("/");

        Assert.Contains("1,234", Text("#accounts"), StringComparison.Ordinal);
        Assert.Equal("/users?status=suspended", _console.Page.QuerySelectorAll("#accounts a")[1].GetAttribute("href"));
        Assert.Contains("77", Text("#active-sessions"), StringComparison.Ordinal);
        Assert.Equal("/sessions", _console.Page.QuerySelector("#active-sessions a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("analytics.read", "#attention, #accounts, #active-sessions, svg[role=img]", "/v1/admin/analytics")]
    [InlineData("audit.read", "main table.table-stacked", "/v1/admin/audit-logs")]
    [InlineData("users.read", "#people-count, #accounts a", "/v1/users?")]
    [InlineData("sessions.read", "#active-sessions a", "/v1/admin/sessions")]
    public async Task Each_part_needs_its_permission(string permission, string parts, string call)
    {
        Api.Permissions.Remove(permission);
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/"));

        Assert.Empty(_console.Page.QuerySelectorAll(parts));
        Assert.DoesNotContain(Api.Requests, request => request.Address.StartsWith(call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_that_cannot_be_read_leave_the_rest_standing()
    {
        Api.Refusals["/v1/admin/analytics"] = 503;

        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/"));
        Assert.Contains("The figures cannot be read right now.", Text("main"), StringComparison.Ordinal);
        Assert.NotEmpty(Text("#people-count"));
    }

    private void Give(FakeFigures figures) => Api.Answers["GET /v1/admin/analytics"] = _ => new FakeAnswer(200, figures.ToJson());

    private static FakeFigures Figures(params JsonObject[] days) => new(days);

    private static JsonObject Day(string date, long signIns, long refused, long registrations) => new()
    {
        ["date"] = date,
        ["sign_ins"] = signIns,
        ["refused_sign_ins"] = refused,
        ["registrations"] = registrations,
    };

    private static JsonObject Attention(string kind, string severity, long count) => new() { ["kind"] = kind, ["severity"] = severity, ["count"] = count };

    private string Text(string selector) => _console.Page.QuerySelector(selector)?.TextContent.Trim() ?? "";

    private sealed record FakeFigures(JsonObject[] Days)
    {
        public JsonObject[] Attention { get; init; } = [];

        public JsonObject ToJson() => new()
        {
            ["days"] = new JsonArray([.. Days.Select(day => day.DeepClone())]),
            ["accounts"] = new JsonObject { ["total"] = 1234, ["active"] = 1200, ["suspended"] = 30, ["pending_deletion"] = 4 },
            ["active_sessions"] = 77,
            ["attention"] = new JsonArray([.. Attention.Select(item => item.DeepClone())]),
            ["read_at"] = "2026-03-02T12:00:00Z",
        };
    }
}
