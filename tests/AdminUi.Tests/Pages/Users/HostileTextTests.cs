using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

/// <summary>Whatever people wrote about themselves is text on every page about them.</summary>
public sealed class HostileTextTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        foreach (var name in new[]
        {
            "username", "email", "name", "given_name", "middle_name", "family_name", "nickname", "phone_number", "website", "birthdate", "gender",
            "zoneinfo", "locale", "bio", "picture",
        }) Api.People[0][name] = Hostile;
        Api.People[0]["roles"] = new JsonArray(Hostile);
        Api.People[0]["address"] = new JsonObject
        {
            ["street_address"] = Hostile,
            ["postal_code"] = Hostile,
            ["locality"] = Hostile,
            ["region"] = Hostile,
            ["country"] = Hostile,
        };
        var (role, session, grant) = (AdministeredThings.Role(AdministeredThings.SupportId, Hostile, Hostile), AdministeredThings.Session(), AdministeredThings.Grant());
        role["description"] = Hostile;
        foreach (var name in new[] { "username", "user_agent", "ip_address" }) session[name] = Hostile;
        session["apps"]![0]!["name"] = Hostile;
        foreach (var name in new[] { "client_name", "username" }) grant[name] = Hostile;
        grant["scopes"] = new JsonArray(Hostile);
        Api.Answers["GET /v1/admin/roles"] = _ => new FakeAnswer(200, new JsonArray(role.DeepClone()));
        Api.Answers["GET /v1/admin/sessions"] = _ => new FakeAnswer(200, new JsonArray(session.DeepClone()));
        Api.Answers[$"GET /v1/admin/sessions/{AdministeredThings.SessionId}"] = _ => new FakeAnswer(200, session);
        Api.Answers["GET /v1/admin/grants"] = _ => new FakeAnswer(200, new JsonArray(grant.DeepClone()));
        Api.Answers[$"GET /v1/admin/grants/{AdministeredThings.GrantId}"] = _ => new FakeAnswer(200, grant);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("/edit")]
    [InlineData("/roles")]
    [InlineData($"/roles/add?role={AdministeredThings.SupportId}")]
    [InlineData($"/roles/remove?role={AdministeredThings.SupportId}")]
    [InlineData("/sessions")]
    [InlineData($"/sessions/{AdministeredThings.SessionId}/end")]
    [InlineData("/apps")]
    [InlineData($"/apps/{AdministeredThings.GrantId}/revoke")]
    [InlineData("/activity")]
    [InlineData("/suspend")]
    [InlineData("/delete")]
    public async Task On_a_page_about_one_person(string page) => await AssertInertAsync($"/users/{FakeUserApi.BobId}{page}");

    [Theory]
    [InlineData("/users")]
    [InlineData("/users/new")]
    [InlineData($"/users/bulk?do=suspend&id={FakeUserApi.BobId}")]
    public async Task On_a_page_about_many(string page) => await AssertInertAsync(page);

    [Fact]
    public async Task In_what_the_API_refuses_and_in_the_notice_of_what_was_done()
    {
        Api.Answers[$"POST /v1/admin/users/{FakeUserApi.BobId}/suspend"] = _ => new FakeAnswer(409) { Detail = Hostile };
        await _console.OpenAsync($"/users/{FakeUserApi.BobId}/suspend");
        await SubmitAsync();
        AssertInert();

        Api.Answers[$"POST /v1/admin/users/{FakeUserApi.BobId}/suspend"] = _ => new FakeAnswer(200, Api.People[0]);
        await SubmitAsync();
        Assert.NotNull(_console.Page.QuerySelector(".alert-success"));
        AssertInert();
    }

    private async Task AssertInertAsync(string path)
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(path));
        AssertInert();
    }

    private void AssertInert()
    {
        Assert.DoesNotContain("<script>alert", _console.Browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", _console.Browser.Body, StringComparison.Ordinal);
        Assert.Null(_console.Page.QuerySelector("[onerror]"));
        Assert.Contains("&lt;script&gt;alert", _console.Browser.Body, StringComparison.Ordinal);
    }

    private Task SubmitAsync() => _console.SubmitAsync("[data-dialog-content] form");
}
