using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages;

public sealed class RolePagesTests : IAsyncLifetime
{
    private const string SupportId = "01890a5d-ac96-774b-bcce-b302099a9001";
    private const string AdminId = "01890a5d-ac96-774b-bcce-b302099a9002";
    private const string Support = $"/v1/admin/roles/{SupportId}";
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private readonly List<JsonObject> _roles = [Role(AdminId, "admin", true, 1, "audit.read", "users.read", "users.write"), Role(SupportId, "support", false, 2, "audit.read", "users.read")];
    private readonly List<string> _lacking = [];

    private Console _console = null!;
    private string _version = "\"1\"";

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Api.Answers["GET /v1/admin/roles"] = _ => new FakeAnswer(200, new JsonArray([.. _roles.Select(role => role.DeepClone())])) { Meta = FakeUserApi.NewMeta(_roles.Count, 100, 1) };
        Api.Answers["GET /v1/admin/permissions"] = _ => new FakeAnswer(200, new JsonArray([.. new[] { "audit.read", "users.read", "users.write" }.Select(Permission)]));
        foreach (var role in _roles)
            Api.Answers[$"GET /v1/admin/roles/{role["id"]}"] = _ => new FakeAnswer(200, role.DeepClone()) { Version = _version };
        Api.People[0]["roles"] = new JsonArray("support");
        Api.People.Add(FakeUserApi.Person("01890a5d-ac96-774b-bcce-b302099a8101", "eve", "Eve Early", "support", "admin"));
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_list_says_what_each_role_is_and_how_many_have_it()
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/roles"));

        Assert.Equal(["admin Built in|About admin|3|1", "support|About support|2|2"], Rows("#roles"));
        Assert.Equal($"/roles/{SupportId}", _console.Page.QuerySelectorAll("#roles a.item-title")[1].GetAttribute("href"));
        Assert.Equal("/users?role=support", _console.Page.QuerySelectorAll("#roles td.number a")[1].GetAttribute("href"));
    }

    [Fact]
    public async Task The_matrix_crosses_roles_with_permissions_in_groups()
    {
        await _console.OpenAsync("/roles");

        var heads = _console.Page.QuerySelectorAll("#matrix thead tr");
        Assert.Equal(["Role 1", "audit 1", "users 2"], heads[0].Children.Select(head => $"{Words(head)} {head.GetAttribute("colspan") ?? "1"}"));
        Assert.Equal(["read", "read", "write"], heads[1].Children.Select(Words));
        Assert.Equal(["admin|Yes|Yes|Yes", "support|Yes|Yes|No"], Rows("#matrix"));
    }

    [Fact]
    public async Task The_form_offers_what_the_person_holds_and_explains_the_rest()
    {
        _lacking.Add("users.write");
        await _console.OpenAsync($"/roles/{SupportId}");

        Assert.Equal(["audit.read", "users.read"], _console.Page.QuerySelectorAll<IHtmlInputElement>("[name='Input.Permissions']").Where(box => box.IsChecked).Select(box => box.Value));
        var lacking = _console.Page.QuerySelector<IHtmlInputElement>("[value='users.write']")!;
        Assert.True(lacking.IsDisabled);
        Assert.Contains("You do not hold it yourself", Text($"#{lacking.GetAttribute("aria-describedby")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_grants_more_than_the_person_holds_is_read_only_and_says_why()
    {
        _lacking.Add("audit.read");
        await _console.OpenAsync($"/roles/{SupportId}");

        Assert.Null(_console.Page.QuerySelector("#role-form"));
        Assert.Null(_console.Page.QuerySelector("a.button-danger"));
        Assert.Contains("(audit.read)", Text("main .alert"), StringComparison.Ordinal);
        Assert.Contains("users.read", Text("main .permission-groups"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_role_admin_is_read_only()
    {
        await _console.OpenAsync($"/roles/{AdminId}");

        Assert.Null(_console.Page.QuerySelector("#role-form"));
        Assert.Contains("cannot be changed", Text("main .alert"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_are_listed_by_pages()
    {
        Api.Total = 60;
        await _console.OpenAsync($"/roles/{SupportId}?page=2");

        Assert.Contains(Api.Requests, request => request.Address == "/v1/users?role=support&page=2&limit=25");
        Assert.Equal(["Bob Builder", "Eve Early"], _console.Page.QuerySelectorAll("#members a.item-title").Select(Words));
    }

    [Fact]
    public async Task Members_are_hidden_from_who_may_not_see_people()
    {
        Api.Permissions.Remove("users.read");
        await _console.OpenAsync($"/roles/{SupportId}");

        Assert.Contains("users.read", Text("#members .empty"), StringComparison.Ordinal);
        Assert.DoesNotContain(Api.Requests, request => request.Address.StartsWith("/v1/users?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_is_shown_with_who_gains_and_loses_before_it_is_saved()
    {
        await ReviewAsync("audit.read", "users.write");

        Assert.Equal(["users.write"], Marks("#changes ins"));
        Assert.Equal(["users.read"], Marks("#changes del"));
        Assert.Contains("People with this role: 2. Gaining something: 1. Losing something: 1.", Text("#affected"), StringComparison.Ordinal);
        var people = _console.Page.QuerySelectorAll("#affected li").Select(Words).ToList();
        Assert.Contains("Gains users.write Loses users.read", people[0], StringComparison.Ordinal);
        Assert.Contains("No difference", people[1], StringComparison.Ordinal); // eve has both from admin
        Assert.DoesNotContain(Api.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public async Task What_was_seen_is_saved_onto_the_state_that_was_seen()
    {
        Api.Answers[$"PUT {Support}"] = _ => new FakeAnswer(200, _roles[1].DeepClone());
        await ReviewAsync("audit.read", "users.write");
        await ConfirmAsync();

        var put = Api.Requests.Single(request => request.Method == "PUT");
        Assert.Equal("\"1\"", put.IfMatch);
        Assert.Equal(
            """{"name":"support","description":"About support","permissions":["audit.read","users.write"],"requires_second_factor":false}""",
            put.Body!.ToJsonString());
        Assert.Equal($"/roles/{SupportId}", _console.Browser.Location.AbsolutePath);
        Assert.Contains("The role support was changed.", Text("main .alert-success"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_somebody_else_changed_is_reviewed_again()
    {
        Api.Answers[$"PUT {Support}"] = request => request.IfMatch == "\"2\"" ? new FakeAnswer(200, _roles[1].DeepClone()) : new FakeAnswer(412);
        await ReviewAsync("audit.read");
        _version = "\"2\"";
        _roles[1]["permissions"] = new JsonArray("audit.read", "users.write");
        await ConfirmAsync();

        Assert.Equal(HttpStatusCode.PreconditionFailed, _console.Browser.Status);
        Assert.Contains("Somebody else changed this role meanwhile.", Text("main .alert-warning"), StringComparison.Ordinal);
        Assert.Equal(["users.write"], Marks("#changes del"));
        await ConfirmAsync();
        Assert.Equal(["\"1\"", "\"2\""], Api.Requests.Where(request => request.Method == "PUT").Select(request => request.IfMatch));
    }

    [Fact]
    public async Task Without_a_state_that_was_seen_nothing_is_overwritten()
    {
        Api.Answers[$"PUT {Support}"] = request => new FakeAnswer(request.IfMatch == _version ? 200 : 412, _roles[1].DeepClone());
        await ReviewAsync("audit.read");
        await _console.Browser.SubmitAsync(Form("#confirm"), ("Version", "forged"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, _console.Browser.Status);
        Assert.Equal("\"\"", Api.Requests.Single(request => request.Method == "PUT").IfMatch);
    }

    [Fact]
    public async Task What_the_API_refuses_is_said_and_the_form_comes_back_as_it_was()
    {
        Api.Answers[$"PUT {Support}"] = _ => new FakeAnswer(400) { Errors = new JsonObject { ["name"] = new JsonArray("It is taken.") } };
        await ReviewAsync("audit.read");
        await ConfirmAsync();
        Assert.Contains("name: It is taken.", Text("main [role=alert]"), StringComparison.Ordinal);

        await _console.Browser.SubmitAsync(Form("#back"));
        Assert.Equal(HttpStatusCode.OK, _console.Browser.Status);
        Assert.Equal(["audit.read"], _console.Page.QuerySelectorAll<IHtmlInputElement>("[name='Input.Permissions']").Where(box => box.IsChecked).Select(box => box.Value));
    }

    [Fact]
    public async Task A_form_that_changes_nothing_offers_nothing_to_save()
    {
        await ReviewAsync("users.read", "audit.read");

        Assert.Contains("Nothing would change.", Text("main"), StringComparison.Ordinal);
        Assert.Null(_console.Page.QuerySelector("#confirm"));
    }

    [Fact]
    public async Task With_too_many_members_the_review_promises_no_exact_numbers()
    {
        _roles[1]["members"] = 5000;
        await ReviewAsync("audit.read");

        Assert.Contains("Up to 5,000 people", Text("#affected"), StringComparison.Ordinal);
        Assert.Equal("/users?role=support", _console.Page.QuerySelector("#affected > p > a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_new_role_is_made_once()
    {
        Api.Answers["POST /v1/admin/roles"] = _ => new FakeAnswer(201, Role(SupportId, "helpers", false, 0));
        await _console.OpenAsync("/roles/new");
        await _console.Browser.SubmitAsync(Form("main form"), ("Input.Name", "helpers"), ("Input.Description", ""), ("Input.Permissions", "users.read"));

        var post = Api.Requests.Single(request => request.Method == "POST");
        Assert.Equal("helpers", (string?)post.Body!["name"]);
        Assert.Equal(["users.read"], post.Body["permissions"]!.AsArray().Select(name => (string?)name));
        Assert.True(Guid.TryParse(post.IdempotencyKey, out _));
        Assert.Contains("The role helpers was created.", Text("main .alert-success"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_new_role_stands_beside_its_field()
    {
        Api.Answers["POST /v1/admin/roles"] = _ => new FakeAnswer(400) { Errors = new JsonObject { ["name"] = new JsonArray("Too short.") } };
        await _console.OpenAsync("/roles/new");
        await _console.Browser.SubmitAsync(Form("main form"), ("Input.Name", Hostile));

        Assert.Equal("Too short.", Text("#Input_Name-error"));
        Assert.Equal(Hostile, _console.Page.QuerySelector("[name='Input.Name']")!.GetAttribute("value"));
        Assert.DoesNotContain("<img src=x", _console.Browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_deletes_a_role_that_people_have_types_its_name()
    {
        Api.Answers[$"DELETE {Support}"] = _ => new FakeAnswer(200);
        await _console.OpenAsync($"/roles/{SupportId}/delete");
        Assert.Contains("2 people lose it", Text("main"), StringComparison.Ordinal);
        await _console.Browser.SubmitAsync(("Typed", "supporters"));
        Assert.Contains("This is not support.", Text("#typed-error"), StringComparison.Ordinal);
        Assert.DoesNotContain(Api.Requests, request => request.Method == "DELETE");

        await _console.Browser.SubmitAsync(("Typed", "support"));
        var delete = Api.Requests.Single(request => request.Method == "DELETE");
        Assert.Equal((Support + "?force=true", "\"1\""), (delete.Address, delete.IfMatch));
        Assert.Equal("/roles", _console.Browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task A_role_that_nobody_has_goes_without_typing_unless_a_client_holds_it()
    {
        _roles[1]["members"] = 0;
        Api.Answers[$"DELETE {Support}"] = request => request.Address.EndsWith("?force=true", StringComparison.Ordinal)
            ? new FakeAnswer(200)
            : new FakeAnswer(409) { Error = "role_in_use", Detail = "Clients hold it: machine." };
        await _console.OpenAsync($"/roles/{SupportId}/delete");
        Assert.Null(_console.Page.QuerySelector("[name=Typed]"));
        await _console.Browser.SubmitAsync(Form("main form"));
        Assert.Contains("Clients hold it: machine.", Text("main [role=alert]"), StringComparison.Ordinal);

        await _console.Browser.SubmitAsync(("Typed", "support"));
        Assert.Equal([Support, Support + "?force=true"], Api.Requests.Where(request => request.Method == "DELETE").Select(request => request.Address));
    }

    [Fact]
    public async Task Hostile_text_is_inert_on_every_page_of_roles()
    {
        _roles[1]["name"] = Hostile;
        _roles[1]["description"] = Hostile;
        _roles[1]["permissions"] = new JsonArray(Hostile, "users.read");
        foreach (var name in new[] { "username", "name", "email" }) Api.People[0][name] = Hostile;

        foreach (var path in new[] { "/roles", $"/roles/{SupportId}", $"/roles/{SupportId}/delete" })
        {
            Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(path));
            AssertInert();
        }
    }

    [Theory]
    [InlineData("roles.read", "/roles")]
    [InlineData("roles.read", "/roles/" + SupportId)]
    [InlineData("roles.write", "/roles/new")]
    [InlineData("roles.write", "/roles/" + SupportId + "/delete")]
    public async Task Without_the_permission_the_page_is_refused_before_anything_is_asked(string permission, string path)
    {
        Api.Permissions.Remove(permission);

        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync(path));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task Who_may_only_read_roles_sees_no_way_to_change_them()
    {
        Api.Permissions.Remove("roles.write");
        await _console.OpenAsync("/roles");
        Assert.Null(_console.Page.QuerySelector("a[href='/roles/new']"));
        await _console.OpenAsync($"/roles/{SupportId}");

        Assert.Null(_console.Page.QuerySelector("main form"));
        Assert.Null(_console.Page.QuerySelector("a[href$='/delete']"));
    }

    [Fact]
    public async Task The_permission_is_asked_again_when_the_form_is_sent()
    {
        await ReviewAsync("audit.read");
        Api.Permissions.Remove("roles.write");
        await ConfirmAsync();

        Assert.Equal(HttpStatusCode.Forbidden, _console.Browser.Status);
        Assert.DoesNotContain(Api.Requests, request => request.Method == "PUT");
    }

    private async Task ReviewAsync(params string[] permissions)
    {
        await _console.OpenAsync($"/roles/{SupportId}");
        var form = Form("#role-form");
        foreach (var box in form.Elements.OfType<IHtmlInputElement>().Where(input => input.Type == "checkbox")) box.IsChecked = permissions.Contains(box.Value);
        await _console.Browser.SubmitAsync(form);
        Assert.Equal(HttpStatusCode.OK, _console.Browser.Status);
    }

    private async Task ConfirmAsync() => await _console.Browser.SubmitAsync(Form("#confirm"));

    private IHtmlFormElement Form(string selector) => _console.Page.QuerySelector<IHtmlFormElement>(selector)!;

    private IEnumerable<string> Marks(string selector) => _console.Page.QuerySelectorAll(selector).Select(Words);

    private IEnumerable<string> Rows(string table) => _console.Page.QuerySelectorAll($"{table} tbody tr").Select(row => string.Join('|', row.Children.Select(Words)));

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private string Text(string selector) => _console.Page.QuerySelector(selector) is { } element ? Words(element) : "";

    private void AssertInert()
    {
        Assert.DoesNotContain("<script>alert", _console.Browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", _console.Browser.Body, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", _console.Browser.Body, StringComparison.Ordinal);
    }

    private JsonNode Permission(string name) =>
        new JsonObject { ["name"] = name, ["description"] = $"Allows {name}.", ["held"] = !_lacking.Contains(name) };

    private static JsonObject Role(string id, string name, bool builtIn, long members, params string[] permissions) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["description"] = $"About {name}",
        ["permissions"] = new JsonArray([.. permissions.Select(permission => (JsonNode)permission)]),
        ["built_in"] = builtIn,
        ["members"] = members,
        ["created_at"] = "2026-01-02T03:04:05Z",
        ["updated_at"] = "2026-01-02T03:04:05Z",
    };
}
