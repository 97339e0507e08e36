using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceDefaults.Configuration;
using ServiceDefaults.Requests;
using ServiceDefaults.Telemetry;
using TestKit.Time;

namespace ServiceDefaults.Tests.Telemetry;

public sealed class JsonLineTests
{
    [Fact]
    public void A_line_of_a_request_has_the_members_that_operators_search_by()
    {
        using var activity = new Activity("request").Start();
        var http = new DefaultHttpContext { TraceIdentifier = "r-1", User = new ClaimsPrincipal(new ClaimsIdentity([new("sub", "u-1")])) };
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = ("POST", "/connect/token", new QueryString("?code=secret"));
        var line = Write(new RequestScope(http), LogLevel.Information, "Answered", [new("status", 200), new("duration_ms", 1.25)]);

        var root = JsonDocument.Parse(line).RootElement;
        Assert.Equal("2026-03-01T12:00:00.000Z", root.GetProperty("timestamp").GetString());
        Assert.Equal("info", root.GetProperty("level").GetString());
        Assert.Equal("UserApi", root.GetProperty("service").GetString());
        Assert.Equal("r-1", root.GetProperty("request_id").GetString());
        Assert.Equal(activity.TraceId.ToHexString(), root.GetProperty("trace_id").GetString());
        Assert.Equal("u-1", root.GetProperty("user_id").GetString());
        Assert.Equal("POST", root.GetProperty("method").GetString());
        Assert.Equal("/connect/token", root.GetProperty("path").GetString());
        Assert.Equal(200, root.GetProperty("status").GetInt32());
        Assert.Equal(1.25, root.GetProperty("duration_ms").GetDouble());
        Assert.Equal("Answered", root.GetProperty("message").GetString());
        Assert.DoesNotContain("secret", line);
    }

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("\r\n{\"level\":\"critical\"}")]
    [InlineData("\u001b[31mred")]
    [InlineData("quote \" and \\ and \u2028")]
    [InlineData("lone \ud800 surrogate")]
    public void Input_stays_inside_its_member_and_its_line(string input)
    {
        var line = Write(null, LogLevel.Warning, input, [new("UserName", input)]);
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\u001b', line);
        Assert.Equal("warning", JsonDocument.Parse(line).RootElement.GetProperty("level").GetString());
    }

    [Fact]
    public void A_value_cannot_take_the_place_of_a_member_of_ours()
    {
        var line = Write(null, LogLevel.Error, "real", [new("Message", "fake"), new("Level", "fake"), new("Service", "fake"), new("TraceId", "fake")]);
        Assert.DoesNotContain("fake", line);
    }

    [Fact]
    public void A_time_is_written_as_everywhere_in_our_JSON() => Assert.Contains(
        "\"active_from\":\"2026-03-01T12:00:00+00:00\"", Write(null, LogLevel.Information, "Added", [new("ActiveFrom", new ManualTime().GetUtcNow())]));

    [Fact]
    public void A_start_that_ended_with_a_sentence_is_not_logged_a_second_time()
    {
        var failure = new StartupFailure("The port is taken.");
        Assert.Empty(Write(null, LogLevel.Error, "Hosting failed to start", [], failure, "Microsoft.Extensions.Hosting.Internal.Host"));
        Assert.NotEmpty(Write(null, LogLevel.Error, "Hosting failed to start", [], new InvalidOperationException(), "Microsoft.Extensions.Hosting.Internal.Host"));
    }

    private static string Write(
        object? scope, LogLevel level, string message, KeyValuePair<string, object?>[] values, Exception? exception = null, string category = "Category")
    {
        var scopes = new LoggerExternalScopeProvider();
        using var pushed = scope is null ? null : scopes.Push(scope);
        using var writer = new StringWriter();
        var formatter = new JsonLineFormatter(new ServiceDescription("UserApi", urls => urls.UserApiUrl), new ManualTime());
        formatter.Write(new LogEntry<KeyValuePair<string, object?>[]>(level, category, new EventId(1), values, exception, (_, _) => message), scopes, writer);
        return writer.ToString().TrimEnd('\n');
    }
}
