using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Tests.Problems;

public sealed partial class FaultTests
{
    [Fact]
    public async Task A_problem_has_the_members_of_RFC_9457_and_of_the_envelope()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/it", () => ApiProblem.Invalid([("a", "x"), ("a", "y"), ("b", "z")])));
        var (response, problem) = await host.GetAsync("/it");

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            ["type", "title", "status", "detail", "instance", "trace_id", "support_code", "success", "message", "error", "errors"],
            problem.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Bad Request", problem.GetProperty("title").GetString());
        Assert.Equal("/it", problem.GetProperty("instance").GetString());
        Assert.Equal("""{"a":["x","y"],"b":["z"]}""", problem.GetProperty("errors").ToString());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task An_exception_is_a_500_that_tells_nothing_but_a_support_code_which_the_log_has()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/it", string () => throw new InvalidOperationException("the database password is x")));
        var (response, problem) = await host.GetAsync("/it");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("server_error", problem.GetProperty("error").GetString());
        Assert.DoesNotContain("password", problem.ToString());
        Assert.DoesNotContain("   at ", problem.ToString());
        var code = problem.GetProperty("support_code").GetString()!;
        Assert.Matches(SupportCodeForm(), code);
        Assert.Contains(host.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(code, StringComparison.Ordinal));
        Assert.True(response.Headers.Contains("X-Request-Id"));
        Assert.True(response.Headers.Contains("X-Content-Type-Options"));
    }

    [Fact]
    public async Task What_an_endpoint_had_set_before_it_failed_is_not_sent()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/it", void (HttpContext http) =>
        {
            http.Response.Cookies.Append("session", "value");
            http.Response.Headers.ETag = "\"1\"";
            http.Response.Headers.CacheControl = "public, max-age=600";
            throw new InvalidOperationException();
        }));
        var (response, _) = await host.GetAsync("/it");
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Null(response.Headers.ETag);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404, "not_found")]
    [InlineData("DELETE", "/it", 405, "method_not_allowed")]
    [InlineData("GET", "/bare", 403, "forbidden")]
    public async Task A_refusal_without_a_body_gets_one(string method, string path, int status, string error)
    {
        await using var host = await SampleHost.StartAsync(app =>
        {
            app.MapGet("/it", () => "");
            app.MapGet("/bare", () => TypedResults.StatusCode(403));
        });
        var (response, problem) = await host.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(error, problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_refusal_with_its_own_body_is_left_alone()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/it", () => TypedResults.Json(new { error = "invalid_grant" }, statusCode: 400)));
        var (_, body) = await host.GetAsync("/it");
        Assert.Equal("""{"error":"invalid_grant"}""", body.ToString());
    }

    [Fact]
    public async Task A_head_request_gets_the_status_without_a_body()
    {
        await using var host = await SampleHost.StartAsync();
        var response = await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/nowhere"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/fails", 500, "server_error")]
    [InlineData("/nowhere", 404, "not_found")]
    public async Task A_browser_gets_the_hosts_error_page_with_the_same_support_code(string path, int status, string error)
    {
        await using var host = await SampleHost.StartAsync(MapPages, errorPage: "/error");
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html,*/*;q=0.8" } } };
        var response = await host.Client.SendAsync(request);
        var page = (await response.Content.ReadAsStringAsync()).Split('|');

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal([error, path], page[..2]);
        Assert.Matches(SupportCodeForm(), page[2]);
    }

    [Fact]
    public async Task A_program_gets_the_problem_document_although_there_is_an_error_page()
    {
        await using var host = await SampleHost.StartAsync(MapPages, errorPage: "/error");
        var (_, problem) = await host.GetAsync("/fails", ("Accept", "application/json"));
        Assert.Equal("server_error", problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task An_error_page_that_fails_itself_leaves_the_problem_document()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/error", string () => throw new InvalidOperationException()), errorPage: "/error");
        var (response, problem) = await host.GetAsync("/nowhere", ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not_found", problem.GetProperty("error").GetString());
    }

    private static void MapPages(WebApplication app)
    {
        app.MapGet("/fails", string () => throw new InvalidOperationException());
        app.MapGet("/error", (HttpContext http) =>
        {
            var fault = http.Features.Get<RequestFault>()!;
            return TypedResults.Text($"{fault.Problem.Error}|{fault.Path}|{SupportCode.Of(http)}", "text/html", statusCode: fault.Problem.Status);
        });
    }

    [GeneratedRegex("^[2346789BCDFGHJKMNPQRTVWXY]{4}-[2346789BCDFGHJKMNPQRTVWXY]{4}$")]
    private static partial Regex SupportCodeForm();
}
