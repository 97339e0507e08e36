using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

public sealed class NewUserTests : IAsyncLifetime
{
    private static readonly (string, string)[] Carol =
        [("Input.Username", "carol"), ("Input.Email", "carol@example.com"), ("Input.Password", "Seedling-42!"), ("Input.GivenName", " Carol ")];

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Api.AddRoles();
        Api.Answers["POST /v1/users"] = _ => new FakeAnswer(201, new JsonObject { ["username"] = "carol", ["email"] = "carol@example.com", ["id"] = FakeUserApi.BobId });
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task An_account_is_made_and_the_page_leads_to_it()
    {
        await _console.OpenAsync("/users/new");
        await _console.Browser.SubmitAsync([.. Carol, ("Input.Roles", "support"), ("Input.Suspended", "true")]);

        var sent = Assert.Single(Posts());
        Assert.True(JsonNode.DeepEquals(sent.Body, new JsonObject
        {
            ["username"] = "carol",
            ["email"] = "carol@example.com",
            ["password"] = "Seedling-42!",
            ["given_name"] = "Carol",
            ["family_name"] = null,
            ["locale"] = null,
            ["roles"] = new JsonArray("support"),
            ["status"] = "suspended",
        }), sent.Body!.ToJsonString());
        Assert.Equal($"/users/{FakeUserApi.BobId}", _console.Browser.Location.AbsolutePath);
        Assert.Contains("The account carol is made.", _console.Page.QuerySelector("[role=status].alert")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_carries_one_key()
    {
        await _console.OpenAsync("/users/new");
        var form = _console.Page.Forms.Single(form => form.Elements["Input.Username"] is not null);
        await _console.Browser.SubmitAsync(form, Carol);
        await _console.Browser.OpenAsync("/users/new");
        await _console.Browser.SubmitAsync(form, Carol);

        var keys = Posts().Select(request => request.IdempotencyKey).ToList();
        Assert.Equal(2, keys.Count);
        Assert.True(Guid.TryParse(keys[0], out _));
        Assert.Equal(keys[0], keys[1]);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_the_next_try_has_a_key_of_its_own()
    {
        Api.Answers["POST /v1/users"] = _ => new FakeAnswer(409)
        {
            Error = "username_taken",
            Errors = new JsonObject { ["username"] = new JsonArray("It has <b>an</b> account already."), ["odd"] = new JsonArray("Nobody knows this.") },
        };
        await _console.OpenAsync("/users/new");
        await _console.Browser.SubmitAsync(Carol);

        Assert.Equal(HttpStatusCode.Conflict, _console.Browser.Status);
        Assert.Contains("It has <b>an</b> account already.", _console.Page.QuerySelector("#Input_Username-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("true", _console.Page.QuerySelector("#Input_Username")!.GetAttribute("aria-invalid"));
        Assert.Contains("odd: Nobody knows this.", _console.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("carol", _console.Page.QuerySelector("#Input_Username")!.GetAttribute("value"));
        Assert.Null(_console.Page.QuerySelector("#Input_Password")!.GetAttribute("value"));

        await _console.Browser.SubmitAsync(Carol);
        Assert.Equal(2, Posts().Select(request => request.IdempotencyKey).Distinct().Count());
    }

    [Fact]
    public async Task Who_may_not_change_accounts_makes_none()
    {
        Api.Permissions.Remove("users.write");

        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync("/users/new"));
        Assert.Contains("Not for your account", _console.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_give_roles_is_offered_none()
    {
        Api.Permissions.Remove("roles.write");
        await _console.OpenAsync("/users/new");

        Assert.Null(_console.Page.QuerySelector("[name='Input.Roles']"));
    }

    [Fact]
    public async Task A_key_of_someones_making_is_refused()
    {
        await _console.OpenAsync("/users/new");
        await _console.Browser.SubmitAsync([.. Carol, ("Key", "x\r\ny: z")]);

        Assert.Equal(HttpStatusCode.BadRequest, _console.Browser.Status);
        Assert.Empty(Posts());
    }

    private IEnumerable<FakeRequest> Posts() => Api.Requests.Where(request => request.Method == "POST");
}
