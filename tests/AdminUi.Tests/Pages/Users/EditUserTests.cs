using System.Net;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

public sealed class EditUserTests : IAsyncLifetime
{
    private const string Path = $"/v1/users/{FakeUserApi.BobId}";

    private Console _console = null!;
    private string _version = "\"1\"";

    private FakeUserApi Api => _console.Api;

    private JsonObject Bob => Api.People[0];

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Bob["given_name"] = "Bob";
        Bob["bio"] = "One\nTwo";
        Bob["address"] = new JsonObject { ["locality"] = "Town" };
        Api.Answers[$"GET {Path}"] = _ => new FakeAnswer(200, Bob) { Version = _version };
        Api.Answers[$"PATCH {Path}"] = request => request.IfMatch == _version ? new FakeAnswer(200, Bob) : new FakeAnswer(412);
        await _console.OpenAsync($"/users/{FakeUserApi.BobId}/edit");
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public void The_form_shows_what_is_stored()
    {
        Assert.Equal("bob", Field("Username"));
        Assert.Equal("Bob", Field("GivenName"));
        Assert.Equal("Town", Field("Locality"));
        Assert.Equal("One\nTwo", _console.Page.QuerySelector("#Input_Bio")!.TextContent);
        Assert.True(_console.Page.QuerySelector("#Input_EmailVerified_true")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Saving_sends_every_member_onto_the_version_that_was_read()
    {
        await _console.Browser.SubmitAsync(("Input.GivenName", "Robert"), ("Input.Locality", ""), ("Input.Bio", "One\r\nTwo "), ("Input.Website", " "));

        var sent = Patches().Single();
        Assert.Equal("\"1\"", sent.IfMatch);
        Assert.Equal("Robert", (string?)sent.Body!["given_name"]);
        Assert.Equal("One\nTwo", (string?)sent.Body["bio"]);
        Assert.True(((JsonObject)sent.Body).ContainsKey("website"));
        Assert.Null(sent.Body["website"]);
        Assert.Null(sent.Body["address"]!["locality"]);
        Assert.True((bool)sent.Body["email_verified"]!);
        Assert.Equal($"/users/{FakeUserApi.BobId}", _console.Browser.Location.AbsolutePath);
        Assert.Contains("Bob Builder is saved.", _console.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_is_shown_once()
    {
        await _console.Browser.SubmitAsync(("Input.GivenName", "Robert"));
        Assert.NotNull(_console.Page.QuerySelector(".alert-success"));
        await _console.OpenAsync($"/users/{FakeUserApi.BobId}");

        Assert.Null(_console.Page.QuerySelector(".alert-success"));
    }

    [Fact]
    public async Task Who_was_slower_sees_both_and_saves_onto_what_they_saw()
    {
        _version = "\"2\"";
        Bob["given_name"] = "<i>Rob</i>";
        await _console.Browser.SubmitAsync(("Input.GivenName", "Robert"), ("Input.Bio", "One\r\nTwo"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, _console.Browser.Status);
        Assert.Equal(["Given name", "<i>Rob</i>", "Robert"], _console.Page.QuerySelectorAll("#differences td").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("Robert", Field("GivenName"));

        await _console.Browser.SubmitAsync(("Input.GivenName", "Robert"));
        Assert.Equal(["\"1\"", "\"2\""], Patches().Select(request => request.IfMatch));
        Assert.Equal(HttpStatusCode.OK, _console.Browser.Status);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field()
    {
        Api.Answers[$"PATCH {Path}"] = _ => new FakeAnswer(400)
        {
            Errors = new JsonObject { ["website"] = new JsonArray("No address."), ["address.locality"] = new JsonArray("Too long.") },
        };
        await _console.Browser.SubmitAsync(("Input.Website", "nowhere"));

        Assert.Equal(HttpStatusCode.BadRequest, _console.Browser.Status);
        Assert.Contains("No address.", _console.Page.QuerySelector("#Input_Website-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Too long.", _console.Page.QuerySelector("#Input_Locality-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("nowhere", Field("Website"));
        Assert.StartsWith("Error:", _console.Page.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no tag")]
    [InlineData("\"1\", \"2\"")]
    public async Task A_version_of_someones_making_fits_nothing(string version)
    {
        await _console.Browser.SubmitAsync(("Input.GivenName", "Robert"), ("Version", version));

        Assert.Equal(HttpStatusCode.PreconditionFailed, _console.Browser.Status);
    }

    [Fact]
    public async Task Who_holds_less_than_the_account_is_refused_by_the_API()
    {
        Api.Answers[$"PATCH {Path}"] = _ => new FakeAnswer(403) { Detail = "This account holds a permission that you lack." };
        await _console.Browser.SubmitAsync(("Input.GivenName", "Robert"));

        Assert.Equal(HttpStatusCode.Forbidden, _console.Browser.Status);
        Assert.Contains("holds a permission that you lack", _console.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    private string? Field(string name) => _console.Page.QuerySelector($"#Input_{name}")!.GetAttribute("value");

    private IEnumerable<FakeRequest> Patches() => Api.Requests.Where(request => request.Method == "PATCH");
}
