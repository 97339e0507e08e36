using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

/// <summary>Roles, sessions, apps and activity of one person.</summary>
public sealed class PersonPagesTests : IAsyncLifetime
{
    private const string Bob = $"/users/{FakeUserApi.BobId}";

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Api.AddRoles();
        Api.AddSession();
        Api.AddGrant();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("roles", "roles.read")]
    [InlineData("sessions", "sessions.read")]
    [InlineData("apps", "sessions.read")]
    [InlineData("activity", "audit.read")]
    public async Task A_page_is_shown_to_who_may_see_it(string page, string permission)
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync($"{Bob}/{page}"));
        Assert.Equal($"{Bob}/{page}", _console.Page.QuerySelector(".tabs [aria-current=page]")!.GetAttribute("href"));

        Api.Permissions.Remove(permission);
        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync($"{Bob}/{page}"));
        await _console.OpenAsync(Bob);
        Assert.Null(_console.Page.QuerySelector($".tabs [href$='/{page}']"));
    }

    [Fact]
    public async Task Roles_are_told_apart_into_those_held_and_those_to_give()
    {
        await _console.OpenAsync($"{Bob}/roles");

        Assert.Equal(["user"], Texts("#held .item-title"));
        Assert.Equal(["support"], Texts("#others .item-title"));
    }

    [Fact]
    public async Task A_role_is_given_after_its_gain_was_named()
    {
        Api.Answers[$"POST /v1/admin/users/{FakeUserApi.BobId}/roles"] = _ => new FakeAnswer(200, new JsonArray());
        await _console.OpenAsync($"{Bob}/roles/add?role={AdministeredThings.SupportId}");
        Assert.Contains("gains 1 permissions: users.read.", Question(), StringComparison.Ordinal); // audit.read comes from the role user already

        await SubmitAsync();
        Assert.Equal("support", (string?)Changes().Single().Body!["role"]);
        Assert.Contains("Bob Builder has the role support.", Texts(".alert-success").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_taken_after_its_loss_was_named()
    {
        Api.Answers[$"DELETE /v1/admin/users/{FakeUserApi.BobId}/roles/user"] = _ => new FakeAnswer(200, new JsonArray());
        await _console.OpenAsync($"{Bob}/roles/remove?role={AdministeredThings.UserId}");
        Assert.Contains("loses 1 permissions: audit.read.", Question(), StringComparison.Ordinal);

        await SubmitAsync();
        Assert.Equal("DELETE", Changes().Single().Method);
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        Api.Answers[$"DELETE /v1/admin/users/{FakeUserApi.BobId}/roles/user"] = _ => new FakeAnswer(409) { Error = "last_admin", Detail = "This is the last administrator." };
        await _console.OpenAsync($"{Bob}/roles/remove?role={AdministeredThings.UserId}");
        await SubmitAsync();

        Assert.Equal(HttpStatusCode.Conflict, _console.Browser.Status);
        Assert.Contains("This is the last administrator.", Question(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add?role=01890a5d-ac96-774b-bcce-b302099a8399")]
    [InlineData("add?role=admin")]
    [InlineData("add")]
    [InlineData("grant?role=01890a5d-ac96-774b-bcce-b302099a8301")]
    public async Task A_role_that_does_not_exist_is_not_asked_about(string change) =>
        Assert.Equal(HttpStatusCode.NotFound, await _console.OpenAsync($"{Bob}/roles/{change}"));

    [Fact]
    public async Task Who_may_only_see_roles_changes_none()
    {
        Api.Permissions.Remove("roles.write");
        await _console.OpenAsync($"{Bob}/roles");
        Assert.Null(_console.Page.QuerySelector("main [data-dialog][href*=roles]"));
        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync($"{Bob}/roles/add?role={AdministeredThings.SupportId}"));
    }

    [Fact]
    public async Task A_session_is_named_and_ended()
    {
        Api.Answers[$"DELETE /v1/admin/sessions/{AdministeredThings.SessionId}"] = _ => new FakeAnswer(200);
        await _console.OpenAsync($"{Bob}/sessions");
        Assert.Equal($"/v1/admin/sessions?user={FakeUserApi.BobId}&limit=100", Api.LastAsked("/v1/admin/sessions"));
        Assert.Contains("Firefox on Linux", Texts("#sessions .item-title").Single(), StringComparison.Ordinal);

        await _console.OpenAsync(_console.Page.QuerySelector("#sessions a[data-dialog]")!.GetAttribute("href")!);
        Assert.Contains("The sample", Question(), StringComparison.Ordinal);
        await SubmitAsync();
        Assert.Equal("DELETE", Changes().Single().Method);
        Assert.Equal($"{Bob}/sessions", _console.Browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task An_apps_access_is_named_and_taken()
    {
        Api.Answers[$"DELETE /v1/admin/grants/{AdministeredThings.GrantId}"] = _ => new FakeAnswer(200);
        await _console.OpenAsync($"{Bob}/apps");
        await _console.OpenAsync(_console.Page.QuerySelector("#grants a[data-dialog]")!.GetAttribute("href")!);
        Assert.Contains("openid, profile.api", Question(), StringComparison.Ordinal);
        await SubmitAsync();

        Assert.Equal("DELETE", Changes().Single().Method);
        Assert.Equal($"{Bob}/apps", _console.Browser.Location.AbsolutePath);
    }

    [Theory]
    [InlineData("sessions", "Nowhere signed in")]
    [InlineData("apps", "No apps")]
    public async Task A_person_without_any_has_a_page_that_says_so(string page, string title)
    {
        Api.Answers["GET /v1/admin/sessions"] = Api.Answers["GET /v1/admin/grants"] = _ => new FakeAnswer(200, new JsonArray());
        await _console.OpenAsync($"{Bob}/{page}");

        Assert.Equal(title, Texts(".empty-title").Single());
    }

    [Fact]
    public async Task Who_may_only_see_sessions_ends_none()
    {
        Api.Permissions.Remove("sessions.write");
        foreach (var page in new[] { "sessions", "apps" })
        {
            await _console.OpenAsync($"{Bob}/{page}");
            Assert.Null(_console.Page.QuerySelector("#sessions [data-dialog], #grants [data-dialog]"));
        }
        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync($"{Bob}/sessions/{AdministeredThings.SessionId}/end"));
        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync($"{Bob}/apps/{AdministeredThings.GrantId}/revoke"));
    }

    private Task SubmitAsync() => _console.SubmitAsync("[data-dialog-content] form");

    private string Question() => _console.Page.QuerySelector("[data-dialog-content]")!.TextContent;

    private IEnumerable<string> Texts(string selector) => _console.Page.QuerySelectorAll(selector).Select(element => element.TextContent.Trim());

    private IEnumerable<FakeRequest> Changes() => Api.Requests.Where(request => request.Method != "GET");
}
