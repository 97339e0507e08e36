using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Headers;

namespace ServiceDefaults.Tests.Headers;

public sealed class SecurityHeadersTests
{
    [Fact]
    public async Task A_page_may_load_only_what_is_its_own_and_be_framed_by_nobody()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/page", () => TypedResults.Text("<p>", "text/html")));
        var headers = (await host.Client.GetAsync("/page")).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("form-action 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("DENY", headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("no-store", headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task What_is_no_page_may_load_nothing()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/data", () => TypedResults.Json(1)));
        var policy = (await host.Client.GetAsync("/data")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", policy);
    }

    [Fact]
    public async Task A_page_can_name_where_its_form_leads()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/page", (HttpContext http) =>
        {
            http.ContentSecurityPolicy.AllowFormAction("https://app.example:8443");
            http.ContentSecurityPolicy.AllowFormAction("com.example.app:");
            return TypedResults.Text("<p>", "text/html");
        }));
        var policy = (await host.Client.GetAsync("/page")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("form-action 'self' com.example.app: https://app.example:8443;", policy);
    }

    [Theory]
    [InlineData("https://a.example; script-src *")]
    [InlineData("https://a.example 'unsafe-inline'")]
    [InlineData("*")]
    [InlineData("https://a.example\r\nSet-Cookie:x=y")]
    [InlineData("")]
    public void A_source_that_would_open_the_policy_is_refused(string source) =>
        Assert.Throws<ArgumentException>(() => new ContentSecurityPolicy().AllowFormAction(source));

    [Fact]
    public async Task An_answer_that_says_how_long_it_may_be_kept_is_left_alone()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/keys", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=300";
            return TypedResults.Json(1);
        }));
        Assert.Equal("public, max-age=300", (await host.Client.GetAsync("/keys")).Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Browsers_are_told_to_stay_on_https_outside_development()
    {
        await using var host = await SampleHost.StartAsync(environment: "Production", settings: [("Proxy:Trusted:0", "127.0.0.1")]);
        var (secure, _) = await host.GetAsync("/health/live", ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9"));
        var (plain, _) = await host.GetAsync("/health/live");
        Assert.StartsWith("max-age=31536000", secure.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }
}
