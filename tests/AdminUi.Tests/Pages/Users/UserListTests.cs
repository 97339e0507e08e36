using System.Net;
using System.Text.Json;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

public sealed class UserListTests : IAsyncLifetime
{
    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Api.AddRoles();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("role=support", "role=support&page=1&limit=25")]
    [InlineData("from=2026-02-03", "created_from=2026-02-03T00%3A00%3A00Z&page=1&limit=25")]
    [InlineData("to=2026-02-28", "created_to=2026-03-01T00%3A00%3A00Z&page=1&limit=25")] // the last day is part of it
    [InlineData("to=9999-12-31", "page=1&limit=25")]
    [InlineData("from=yesterday&to=2026-02-30", "page=1&limit=25")]
    [InlineData("sort=-email", "sort=-email&page=1&limit=25")]
    [InlineData("sort=password", "page=1&limit=25")]
    [InlineData("limit=100", "page=1&limit=100")]
    [InlineData("limit=100000", "page=1&limit=25")]
    [InlineData("limit=100&page=101", "page=100&limit=100")]
    [InlineData("cursor=abc&page=7", "limit=25&cursor=abc")]
    public async Task What_stands_in_the_address_is_asked_of_the_API(string query, string asked)
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync($"/users?{query}"));

        Assert.Equal($"/v1/users?{asked}", Api.LastAsked("/v1/users"));
    }

    [Fact]
    public async Task A_column_that_is_sorted_says_so_and_turns_round()
    {
        await _console.OpenAsync("/users?q=b&sort=username&page=2");

        var heads = _console.Page.QuerySelectorAll("th:has(a)");
        Assert.Equal(["ascending", null, null], heads.Select(head => head.GetAttribute("aria-sort")));
        Assert.Equal(["/users?q=b&sort=-username", "/users?q=b&sort=email", "/users?q=b&sort=created_at"],
            heads.Select(head => head.QuerySelector("a")!.GetAttribute("href")));
    }

    [Fact]
    public async Task Behind_the_last_page_that_has_a_number_a_cursor_leads_on()
    {
        Api.Answers["GET /v1/users"] = _ => new FakeAnswer(200, new System.Text.Json.Nodes.JsonArray(Api.People[0].DeepClone()))
        {
            Meta = new() { ["total"] = 10_001, ["total_capped"] = true, ["limit"] = 25, ["page"] = 400, ["total_pages"] = 401, ["has_next"] = true, ["has_previous"] = true, ["next_cursor"] = "c+/" },
        };
        await _console.OpenAsync("/users?q=b&page=400");
        Assert.Equal("/users?q=b&cursor=c%2B%2F", _console.Page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Contains("Page 400 of 400", _console.Page.Body!.TextContent, StringComparison.Ordinal);

        await _console.OpenAsync("/users?q=b&page=3");
        Assert.Equal("/users?q=b&page=4", _console.Page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_no_change()
    {
        Api.Permissions.RemoveAll(permission => permission.EndsWith("write", StringComparison.Ordinal));
        await _console.OpenAsync("/users");

        Assert.Null(_console.Page.QuerySelector("#bulk, [data-select-item], main a[href='/users/new']"));
        Assert.NotNull(_console.Page.QuerySelector("#role"));
    }

    [Fact]
    public async Task Who_may_not_see_roles_chooses_from_none()
    {
        Api.Permissions.Remove("roles.read");
        await _console.OpenAsync("/users");

        Assert.Null(_console.Page.QuerySelector("#role, #do option[value^=add]"));
        Assert.DoesNotContain(Api.Requests, request => request.Address.Contains("roles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_palette_finds_people()
    {
        await _console.OpenAsync("/users?handler=Find&q=bo");

        var person = JsonDocument.Parse(_console.Browser.Body).RootElement[0];
        Assert.Equal("/v1/users?q=bo&page=1&limit=8", Api.LastAsked("/v1/users"));
        Assert.Equal(("Bob Builder", $"/users/{FakeUserApi.BobId}"), (person.GetProperty("name").GetString(), person.GetProperty("href").GetString()));
    }

    [Fact]
    public async Task The_command_palette_finds_nobody_for_who_may_see_nobody()
    {
        Api.Refusals["/v1/users"] = 403;
        await _console.OpenAsync("/users?handler=Find&q=bo");

        Assert.Equal("[]", _console.Browser.Body);
    }
}
