using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

/// <summary>People from a file and into one, as it works without script.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Import = "POST /v1/admin/users/import";
    private const string Hostile = "<img src=x>";

    private static readonly byte[] File = Encoding.UTF8.GetBytes("username,email\r\ncarol,carol@example.com\r\n");

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    private IEnumerable<FakeRequest> Sent => Api.Requests.Where(request => request.Method == "POST");

    public async ValueTask InitializeAsync()
    {
        _console = await Console.StartAsync();
        Api.Answers[Import] = request => Report(request.Address.Contains("dry_run=true", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_file_is_checked_first_and_imported_when_it_is_sent_again()
    {
        await _console.OpenAsync("/users/import");
        await _console.Browser.UploadAsync("people.csv", File);

        Assert.Equal("/v1/admin/users/import?on_conflict=skip&dry_run=true", Assert.Single(Sent).Address);
        Assert.StartsWith("text/csv; charset=utf-8\nusername,email", Sent.Single().Text, StringComparison.Ordinal);
        Assert.StartsWith("Bearer ", Sent.Single().Authorization, StringComparison.Ordinal);
        Assert.Contains("Can be imported: 1. There already: 1. Refused: 1.", _console.Browser.Body, StringComparison.Ordinal);

        await _console.Browser.UploadAsync("people.csv", File);

        Assert.Equal("/v1/admin/users/import?on_conflict=skip&dry_run=false", Sent.Last().Address);
        Assert.Contains("Imported: 1. There already: 1. Refused: 1.", _console.Browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(_console.Page.Forms, form => form.QuerySelector("[type=file]") is not null);
    }

    [Fact]
    public async Task The_report_shows_the_lines_that_made_nobody_and_why()
    {
        await _console.OpenAsync("/users/import");
        await _console.Browser.UploadAsync("people.csv", File);

        var rows = _console.Page.QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains("There already", rows[0], StringComparison.Ordinal);
        Assert.Contains("email", rows[1], StringComparison.Ordinal);
        Assert.Contains(Hostile, rows[1], StringComparison.Ordinal); // as text
        Assert.DoesNotContain(Hostile, _console.Browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_file_than_the_one_that_was_checked_is_checked_and_not_imported()
    {
        await _console.OpenAsync("/users/import");
        await _console.Browser.UploadAsync("people.csv", File);
        await _console.Browser.UploadAsync("people.csv", [.. File, (byte)'\n']);

        Assert.All(Sent, request => Assert.EndsWith("dry_run=true", request.Address, StringComparison.Ordinal));
        Assert.Contains("another file", _console.Browser.Body, StringComparison.Ordinal);

        await _console.Browser.UploadAsync("people.csv", [.. File, (byte)'\n']);
        Assert.EndsWith("dry_run=false", Sent.Last().Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_file_is_shows_its_content_and_not_its_name()
    {
        await _console.OpenAsync("/users/import");
        await _console.Browser.UploadAsync("people.csv", "\uFEFF \n{\"username\":\"carol\"}"u8.ToArray());

        Assert.StartsWith("application/x-ndjson; charset=utf-8\n", Sent.Last().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "Line 3 is not UTF-8.")]
    [InlineData(413, "The file may have 100 lines.")]
    public async Task A_file_that_the_API_refuses_is_told_beside_the_form(int status, string reason)
    {
        Api.Answers[Import] = _ => new FakeAnswer(status) { Detail = reason };
        await _console.OpenAsync("/users/import");
        await _console.Browser.UploadAsync("people.csv", File);

        Assert.Equal(status, (int)_console.Browser.Status);
        Assert.Contains(reason, _console.Browser.Body, StringComparison.Ordinal);
        Assert.NotNull(_console.Page.QuerySelector("[type=file]"));
    }

    [Fact]
    public async Task An_unknown_column_is_told_by_its_name()
    {
        Api.Answers[Import] = _ => new FakeAnswer(400) { Errors = new JsonObject { ["password"] = new JsonArray("There is no such column.") } };
        await _console.OpenAsync("/users/import");
        await _console.Browser.UploadAsync("people.csv", File);

        Assert.Contains("password: There is no such column.", _console.Browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_without_its_end_is_told_to_have_broken_off()
    {
        Api.Answers[Import] = _ => new FakeAnswer(200) { Lines = """{"line":2,"username":"carol","outcome":"created"}""" + "\n{\"li" };
        await _console.OpenAsync("/users/import");
        await _console.Browser.UploadAsync("people.csv", File);

        Assert.Contains("broke off", _console.Browser.Body, StringComparison.Ordinal);
        Assert.Null(_console.Page.QuerySelector("[type=file]")); // nothing to confirm
    }

    [Fact]
    public async Task Without_a_file_nothing_is_asked()
    {
        await _console.OpenAsync("/users/import");
        await _console.SubmitAsync("form[action='/users/import']");

        Assert.Equal(HttpStatusCode.BadRequest, _console.Browser.Status);
        Assert.Contains("Choose a file first.", _console.Browser.Body, StringComparison.Ordinal);
        Assert.Empty(Sent);
    }

    [Fact]
    public async Task Without_the_permissions_there_are_no_links_and_no_pages()
    {
        Api.Permissions.Remove("users.write");
        Api.Permissions.Remove("users.export");

        await _console.OpenAsync("/users");
        Assert.Empty(_console.Page.QuerySelectorAll("#users-acts a"));
        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync("/users/import"));
        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync("/users/export"));
        Assert.DoesNotContain(Api.Requests, request => request.Address.Contains("port", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_is_the_APIs_own_file_of_the_list_as_it_is_filtered()
    {
        Api.Answers["GET /v1/admin/users/export"] = _ => new FakeAnswer(200) { Lines = "username\r\nbob\r\n" };
        await _console.OpenAsync("/users?q=bo&status=active&from=2026-01-01&sort=email&limit=50&page=1");
        var address = _console.Page.QuerySelector("#users-acts a[download]")!.GetAttribute("href");
        using var http = _console.NewClient(_console.Browser.Cookies);
        using var answer = await http.GetAsync(address);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("username\r\nbob\r\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            "/v1/admin/users/export?q=bo&status=active&created_from=2026-01-01T00%3A00%3A00Z&sort=email&format=csv", Api.LastAsked("/v1/admin/users/export"));
    }

    private static FakeAnswer Report(bool dryRun) => new(200)
    {
        Lines =
            """{"line":2,"username":"carol","outcome":"created"}""" + "\n"
            + """{"line":3,"username":"bob","outcome":"skipped","errors":{"username":["It has an account already."]}}""" + "\n"
            + """{"line":4,"outcome":"refused","errors":{"email":["<img src=x>"]}}""" + "\n"
            + $$$"""{"summary":{"dry_run":{{{(dryRun ? "true" : "false")}}},"lines":3,"created":1,"skipped":1,"refused":1}}""" + "\n",
    };
}
