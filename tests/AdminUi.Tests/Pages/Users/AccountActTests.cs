using System.Net;
using AdminUi.Tests.Fakes;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.Pages.Users;

public sealed class AccountActTests : IAsyncLifetime
{
    private const string Bob = $"/users/{FakeUserApi.BobId}";

    private Console _console = null!;

    private FakeUserApi Api => _console.Api;

    public async ValueTask InitializeAsync() => _console = await Console.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("suspend", "active", "POST /v1/admin/users/{0}/suspend", "users.write")]
    [InlineData("activate", "suspended", "POST /v1/admin/users/{0}/activate", "users.write")]
    [InlineData("unlock", "active", "POST /v1/admin/users/{0}/unlock", "users.write")]
    [InlineData("reset-mfa", "active", "POST /v1/admin/users/{0}/reset-mfa", "users.write")]
    [InlineData("send-password-reset", "active", "POST /v1/admin/users/{0}/send-password-reset", "users.write")]
    [InlineData("end-sessions", "active", "POST /v1/admin/users/{0}/revoke-sessions", "users.write")]
    [InlineData("delete", "active", "DELETE /v1/users/{0}", "users.delete")]
    [InlineData("restore", "pending_deletion", "POST /v1/admin/users/{0}/restore", "users.delete")]
    public async Task It_is_offered_asked_about_and_done(string act, string status, string call, string permission)
    {
        var answer = string.Format(System.Globalization.CultureInfo.InvariantCulture, call, FakeUserApi.BobId);
        Api.People[0]["status"] = status;
        Api.Answers[answer] = _ => new FakeAnswer(200, act == "end-sessions" ? new() { ["sessions_ended"] = 2 } : Api.People[0]);

        await _console.OpenAsync(Bob);
        Assert.NotNull(_console.Page.QuerySelector($"#acts a[href='{Bob}/{act}'][data-dialog]"));
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync($"{Bob}/{act}"));
        Assert.Contains("Bob Builder", _console.Page.QuerySelector("[data-dialog-content] h1")!.TextContent, StringComparison.Ordinal);
        Assert.All(Api.Requests, request => Assert.Equal("GET", request.Method)); // asking changes nothing

        await SubmitAsync(act == "delete" ? [("Typed", "bob")] : []);
        Assert.Equal(answer, Api.Requests.Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.Address}").Single());
        Assert.Equal(Bob, _console.Browser.Location.AbsolutePath);
        Assert.Contains("Bob Builder", _console.Page.QuerySelector(".alert-success")!.TextContent, StringComparison.Ordinal);

        Api.Permissions.Remove(permission);
        Assert.Equal(HttpStatusCode.Forbidden, await _console.OpenAsync($"{Bob}/{act}"));
        await _console.OpenAsync(Bob);
        Assert.Null(_console.Page.QuerySelector($"#acts a[href='{Bob}/{act}']"));
    }

    [Fact]
    public async Task Who_lost_the_permission_meanwhile_is_refused_at_the_post()
    {
        await _console.OpenAsync($"{Bob}/suspend");
        Api.Permissions.Remove("users.write");
        await SubmitAsync();

        Assert.Equal(HttpStatusCode.Forbidden, _console.Browser.Status);
        Assert.All(Api.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bob")]
    [InlineData("alice")]
    public async Task A_deletion_waits_for_the_user_name(string typed)
    {
        await _console.OpenAsync($"{Bob}/delete");
        await _console.Browser.SubmitAsync(("Typed", typed));

        Assert.Contains("This is not bob.", _console.Page.QuerySelector("#typed-error")!.TextContent, StringComparison.Ordinal);
        Assert.All(Api.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task What_the_API_refuses_is_said_above_the_question()
    {
        Api.Answers[$"POST /v1/admin/users/{FakeUserApi.BobId}/suspend"] = _ => new FakeAnswer(409) { Error = "last_admin", Detail = "This is the last <b>administrator</b>." };
        await _console.OpenAsync($"{Bob}/suspend");
        await SubmitAsync();

        Assert.Equal(HttpStatusCode.Conflict, _console.Browser.Status);
        Assert.Contains("This is the last <b>administrator</b>.", _console.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(_console.Page.QuerySelector("[data-dialog-content] form"));
    }

    [Fact]
    public async Task A_post_without_the_forms_token_does_nothing()
    {
        await _console.OpenAsync($"{Bob}/suspend");
        using var client = _console.NewClient(_console.Browser.Cookies);
        using var response = await client.PostAsync($"{Bob}/suspend", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.All(Api.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [InlineData("explode")]
    [InlineData("Suspend")]
    [InlineData("suspend/more")]
    public async Task There_is_nothing_else_that_could_be_done(string act) =>
        Assert.Equal(HttpStatusCode.NotFound, await _console.OpenAsync($"{Bob}/{act}"));

    private Task SubmitAsync(params (string Field, string Value)[] values) => _console.SubmitAsync("[data-dialog-content] form", values);
}
