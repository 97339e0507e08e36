using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

/// <summary>How a person signs in, on the page of the person.</summary>
public sealed class SecurityPanelTests : IAsyncLifetime
{
    private const string Bob = $"/users/{FakeUserApi.BobId}";
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync() => _console = await Console.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task It_says_what_guards_the_account()
    {
        Api.AddSecurity();
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(Bob));

        foreach (var expected in new[] { "Authenticator app", "Codes by e-mail", "admin", "7", "Laptop", "google", "Firefox on Linux", "192.0.2.9" })
            Assert.Contains(expected, Panel(), StringComparison.Ordinal);
        Assert.Equal(3, _console.Page.QuerySelectorAll("#security .items > .item").Length);
        Assert.Contains("2 Jan 2026", Panel(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_there_is_nothing_of_is_said()
    {
        Api.AddSecurity(new JsonObject
        {
            ["id"] = FakeUserApi.BobId,
            ["has_password"] = false,
            ["second_factors"] = new JsonArray(),
            ["required_by_roles"] = new JsonArray(),
            ["recovery_codes_left"] = 0,
            ["passkeys"] = new JsonArray(),
            ["linked_accounts"] = new JsonArray(),
            ["remembered_browsers"] = new JsonArray(),
        });
        await _console.OpenAsync(Bob);

        foreach (var expected in new[] { "No password", "Off", "No role requires", "no passkeys", "No account elsewhere", "No browser is remembered" })
            Assert.Contains(expected, Panel(), StringComparison.Ordinal);
        Assert.Empty(_console.Page.QuerySelectorAll("#security ul"));
    }

    [Fact]
    public async Task What_can_be_done_about_it_stands_beside_it_for_who_may()
    {
        Api.AddSecurity();
        await _console.OpenAsync(Bob);
        Assert.Equal(
            [$"{Bob}/reset-mfa", $"{Bob}/send-password-reset", $"{Bob}/end-sessions"],
            _console.Page.QuerySelectorAll("#security a[data-dialog]").Select(link => link.GetAttribute("href")));

        Api.Permissions.Remove("users.write");
        await _console.OpenAsync(Bob);
        Assert.Empty(_console.Page.QuerySelectorAll("#security a[data-dialog]"));
        Assert.Contains("Laptop", Panel(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_named_is_text()
    {
        var security = AdministeredThings.Security();
        security["passkeys"]![0]!["name"] = Hostile;
        security["remembered_browsers"]![0]!["user_agent"] = Hostile;
        Api.AddSecurity(security);
        await _console.OpenAsync(Bob);

        Assert.Contains(Hostile, Panel(), StringComparison.Ordinal);
        Assert.Empty(_console.Page.QuerySelectorAll("#security script, #security img"));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Where_it_cannot_be_read_the_rest_of_the_page_stands(int status)
    {
        Api.Answers[$"GET /v1/admin/users/{FakeUserApi.BobId}/security"] = _ => new FakeAnswer(status);
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(Bob));
        Assert.Null(_console.Page.QuerySelector("#security"));
        Assert.Contains("bob@example.com", _console.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact] // RFC 9110 §15.5.6
    public async Task The_page_takes_no_form()
    {
        Api.AddSecurity();
        await _console.OpenAsync($"{Bob}/suspend");
        var token = _console.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await _console.Browser.PostAsync(Bob, [KeyValuePair.Create("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, _console.Browser.Status);
    }

    private string Panel() => _console.Page.QuerySelector("#security")!.TextContent;
}
