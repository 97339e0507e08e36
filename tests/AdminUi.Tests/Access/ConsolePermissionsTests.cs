using System.Net;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Access;

public sealed class ConsolePermissionsTests : IAsyncLifetime
{
    private Console _console = null!;

    public async ValueTask InitializeAsync() => _console = await Console.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("users.read", "/users")]
    [InlineData("roles.read", "/roles")]
    [InlineData("audit.read", "/audit-logs")]
    [InlineData("sessions.read", "/sessions")]
    [InlineData("clients.read", "/refused-requests")]
    public async Task Navigation_and_commands_lead_where_the_person_may_go_and_nowhere_else(string permission, string path)
    {
        _console.Api.Permissions.Clear();
        _console.Api.Permissions.Add(permission);
        await _console.OpenAsync("/");

        Assert.Equal(["/", path], Addresses(".sidenav a", "href"));
        Assert.Equal(["/", path], Addresses("#palette-list [data-href]", "data-href"));
    }

    [Fact]
    public async Task Who_may_do_nothing_sees_the_overview_alone()
    {
        _console.Api.Permissions.Clear();
        await _console.OpenAsync("/");

        Assert.Equal(["/"], Addresses(".sidenav a", "href"));
        Assert.Equal("", _console.Page.QuerySelector("#palette-input")!.GetAttribute("data-find"));
    }

    [Fact]
    public async Task Each_page_asks_once()
    {
        await _console.OpenAsync("/users");

        Assert.Equal(1, _console.Api.Introductions);
    }

    [Fact]
    public async Task A_page_about_nobody_asks_nothing()
    {
        await _console.OpenAsync("/sign-in-failed");

        Assert.Equal(0, _console.Api.Introductions);
    }

    [Fact]
    public async Task Who_is_refused_an_answer_is_shown_nothing_that_needs_a_permission()
    {
        _console.Api.Refusals["/v1/admin/me"] = 403;

        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/"));
        Assert.Equal(["/"], Addresses(".sidenav a", "href"));
    }

    [Fact]
    public async Task An_API_that_does_not_answer_is_said_to_be_out_of_reach()
    {
        _console.Api.Refusals["/v1/admin/me"] = 500;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _console.OpenAsync("/"));
    }

    private IEnumerable<string?> Addresses(string selector, string attribute) =>
        _console.Page.QuerySelectorAll(selector).Select(element => element.GetAttribute(attribute));
}
