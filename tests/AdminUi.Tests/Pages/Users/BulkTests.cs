using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

/// <summary>Many accounts at once, as it works without script, and the call that the script makes for each.</summary>
public sealed class BulkTests : IAsyncLifetime
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 4).Select(number => $"01890a5d-ac96-774b-bcce-b302099a81{number:x2}")];

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Api.AddRoles();
        Api.People.Clear();
        foreach (var (number, id) in Ids.Index())
        {
            Api.People.Add(FakeUserApi.Person(id, $"person{number}", $"Person {number}"));
            Api.Answers[$"POST /v1/admin/users/{id}/suspend"] = _ => new FakeAnswer(200, Api.People[0]);
        }
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Who_is_meant_is_shown_before_anything_is_done()
    {
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(Address("suspend", Ids)));

        Assert.Equal("Suspend 4 people?", _console.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Person 0", "Person 1", "Person 2", "Person 3"], _console.Page.QuerySelectorAll("tr .item-title").Select(name => name.TextContent));
        Assert.All(Api.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task What_one_is_refused_the_others_get_and_the_page_says_so_for_each()
    {
        Api.Answers[$"POST /v1/admin/users/{Ids[1]}/suspend"] = _ => new FakeAnswer(403) { Detail = "It holds <b>more</b> than you." };
        await _console.OpenAsync(Address("suspend", Ids));
        await SubmitAsync();

        Assert.Equal(["Done", "Refused It holds <b>more</b> than you.", "Done", "Done"], Outcomes());
        Assert.Contains("3 done, 1 refused, 0 not tried.", _console.Page.QuerySelector(".alert-warning")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Ids.Select(id => $"/v1/admin/users/{id}/suspend"), Changes());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task When_the_API_can_do_no_more_the_rest_is_not_tried(int status)
    {
        Api.Answers[$"POST /v1/admin/users/{Ids[1]}/suspend"] = _ => new FakeAnswer(status);
        await _console.OpenAsync(Address("suspend", Ids));
        await SubmitAsync();

        Assert.Equal(["Done", $"Refused The API says <b>{status}</b>.", "Not tried", "Not tried"], Outcomes());
        Assert.Equal(2, Changes().Count());
    }

    [Fact]
    public async Task A_role_is_given_to_each()
    {
        foreach (var id in Ids) Api.Answers[$"POST /v1/admin/users/{id}/roles"] = _ => new FakeAnswer(200, new JsonArray());
        await _console.OpenAsync(Address("add:support", Ids));
        await SubmitAsync();

        Assert.All(Api.Requests.Where(request => request.Method == "POST"), request => Assert.Equal("support", (string?)request.Body!["role"]));
        Assert.Equal(4, Changes().Count());
    }

    [Fact]
    public async Task The_script_does_one_at_a_time()
    {
        Api.Answers[$"POST /v1/admin/users/{Ids[1]}/suspend"] = _ => new FakeAnswer(409) { Detail = "Already." };
        await _console.OpenAsync(Address("suspend", Ids));

        Assert.Equal("""{"kind":"done","reason":null,"endsAll":false}""", await OneAsync(Ids[0]));
        Assert.Equal("""{"kind":"refused","reason":"Already.","endsAll":false}""", await OneAsync(Ids[1]));
        Assert.Equal(2, Changes().Count());
    }

    [Fact]
    public async Task Somebody_named_twice_is_meant_once()
    {
        await _console.OpenAsync(Address("suspend", Ids[0], Ids[0]));
        await SubmitAsync();

        Assert.Single(Changes());
    }

    [Fact]
    public async Task More_than_a_hundred_are_too_many()
    {
        var many = Enumerable.Range(0, 101).Select(number => $"01890a5d-ac96-774b-bcce-b302099a{number:x4}");
        await _console.OpenAsync("/"); // an address this long does not outlive a sign-in
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync(Address("suspend", [.. many])));

        Assert.Contains("at most 100", _console.Page.QuerySelector(".alert-danger")!.TextContent, StringComparison.Ordinal);
        Assert.Null(_console.Page.QuerySelector("[data-bulk]"));
    }

    [Theory]
    [InlineData("/users/bulk?do=suspend", HttpStatusCode.OK)]
    [InlineData("/users/bulk?do=delete&id=01890a5d-ac96-774b-bcce-b302099a8100", HttpStatusCode.BadRequest)]
    [InlineData("/users/bulk?do=add:&id=01890a5d-ac96-774b-bcce-b302099a8100", HttpStatusCode.BadRequest)]
    [InlineData("/users/bulk?do=suspend&id=bob", HttpStatusCode.BadRequest)]
    [InlineData("/users/bulk", HttpStatusCode.BadRequest)]
    public async Task An_address_that_makes_no_sense_does_nothing(string address, HttpStatusCode status)
    {
        Assert.Equal(status, await _console.OpenAsync(address));
        Assert.Empty(Changes());
    }

    [Theory]
    [InlineData("suspend", "users.write")]
    [InlineData("activate", "users.write")]
    [InlineData("add:support", "roles.write")]
    [InlineData("remove:support", "roles.write")]
    public async Task It_needs_the_permission_of_what_is_done(string act, string permission)
    {
        Api.Permissions.Remove(permission);

        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync(Address(act, Ids)));
    }

    private static string Address(string act, params string[] ids) =>
        $"/users/bulk?do={Uri.EscapeDataString(act)}{string.Concat(ids.Select(id => $"&id={id}"))}";

    private Task SubmitAsync() => _console.SubmitAsync("[data-bulk]");

    private async Task<string> OneAsync(string id)
    {
        var token = _console.Page.QuerySelector("[data-bulk] [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var client = _console.NewClient(_console.Browser.Cookies);
        using var fields = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("do", "suspend"), new("id", id)]);
        using var response = await client.PostAsync("/users/bulk?handler=One", fields);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private IEnumerable<string> Outcomes() => _console.Page.QuerySelectorAll("tr td:last-child").Select(cell => cell.TextContent.Trim());

    private IEnumerable<string> Changes() => Api.Requests.Where(request => request.Method != "GET").Select(request => request.Address);
}
