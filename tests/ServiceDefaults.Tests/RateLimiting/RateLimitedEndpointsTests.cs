using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.RateLimiting;

namespace ServiceDefaults.Tests.RateLimiting;

public sealed class RateLimitedEndpointsTests
{
    private static readonly (string, string)[] Small =
    [
        ("RateLimits:Pages:Permits", "2"), ("RateLimits:AnonymousReads:Permits", "2"), ("RateLimits:AnonymousWrites:Permits", "1"),
        ("RateLimits:Reads:Permits", "3"), ("RateLimits:Writes:Permits", "2"),
    ];

    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_back()
    {
        await using var host = await SampleHost.StartAsync(Map, settings: Small);
        var (first, _) = await host.GetAsync("/page");
        await host.GetAsync("/page");
        var (third, problem) = await host.GetAsync("/page");

        Assert.Equal(["2", "1"], [Header(first, "RateLimit-Limit"), Header(first, "RateLimit-Remaining")]);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal("too_many_requests", problem.GetProperty("error").GetString());
        Assert.InRange(int.Parse(Header(third, "Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal("0", Header(third, "RateLimit-Remaining"));
    }

    [Fact]
    public async Task A_browser_is_told_by_the_page_for_errors_which_is_not_counted_itself()
    {
        await using var host = await SampleHost.StartAsync(
            static app =>
            {
                Map(app);
                app.MapGet("/error", static () => Results.Text("<h1>Too fast</h1>", "text/html", statusCode: 429)).LimitRate(limits => limits.Pages);
            },
            errorPage: "/error", settings: Small);
        for (var request = 0; request < 2; request++) await host.GetAsync("/page");
        for (var request = 0; request < 3; request++)
        {
            var (response, _) = await host.GetAsync("/page", ("Accept", "text/html"));
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal("<h1>Too fast</h1>", await response.Content.ReadAsStringAsync());
            Assert.InRange(int.Parse(Header(response, "Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        }

        Assert.Equal("too_many_requests", (await host.GetAsync("/page")).Body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Reads_and_writes_of_an_api_are_counted_apart_and_by_user()
    {
        await using var host = await SampleHost.StartAsync(Map, settings: Small);
        Assert.Equal("200 200 429", await Statuses(host, HttpMethod.Get, null, 3));
        Assert.Equal("200 429", await Statuses(host, HttpMethod.Post, null, 2));
        Assert.Equal("200 200 200 429", await Statuses(host, HttpMethod.Get, "alice", 4));
        Assert.Equal("200 200 200", await Statuses(host, HttpMethod.Get, "bob", 3));
        Assert.Equal("200 200 429", await Statuses(host, HttpMethod.Post, "alice", 3));
    }

    [Fact]
    public async Task An_address_that_a_stranger_claims_does_not_open_a_new_window()
    {
        await using var host = await SampleHost.StartAsync(Map, settings: Small);
        for (var request = 0; request < 2; request++) await host.GetAsync("/page", ("X-Forwarded-For", $"203.0.113.{request}"));
        var (third, _) = await host.GetAsync("/page", ("X-Forwarded-For", "203.0.113.77"));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
    }

    [Fact]
    public async Task Switched_off_nothing_is_counted()
    {
        await using var host = await SampleHost.StartAsync(Map, settings: [.. Small, ("RateLimits:Enabled", "false")]);
        Assert.Equal("200 200 200 200", await Statuses(host, HttpMethod.Get, null, 4));
    }

    private static void Map(WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (http.Request.Headers["User"] is [{ } user]) http.User = new ClaimsPrincipal(new ClaimsIdentity([new("sub", user)], "test"));
            return next(http);
        });
        app.UseRateLimits();
        app.MapGet("/page", () => "ok").LimitRate(limits => limits.Pages);
        app.MapMethods("/api", ["GET", "POST"], () => "ok").LimitApiRate();
    }

    private static async Task<string> Statuses(SampleHost host, HttpMethod method, string? user, int count)
    {
        var statuses = new int[count];
        for (var index = 0; index < count; index++)
        {
            var request = new HttpRequestMessage(method, "/api");
            if (user is not null) request.Headers.Add("User", user);
            statuses[index] = (int)(await host.Client.SendAsync(request)).StatusCode;
        }

        return string.Join(' ', statuses);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
