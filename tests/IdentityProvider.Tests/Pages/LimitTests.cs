using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

public sealed class LimitTests
{
    [Fact]
    public async Task Who_tries_too_often_is_asked_to_wait_whoever_they_claim_to_be()
    {
        await using var provider = await Provider.StartAsync(("RateLimits:Enabled", "true"), ("RateLimits:SignInFailures:Permits", "3"));
        using var browser = provider.NewBrowser();
        await browser.OpenAsync($"{provider.Issuer}/sign-in");
        for (var attempt = 0; attempt < 3; attempt++)
            Assert.Equal(HttpStatusCode.OK, (await AttemptAsync(provider, browser, $"nobody{attempt}")).StatusCode);

        foreach (var name in new[] { "alice", "nobody" })
        {
            using var refused = await AttemptAsync(provider, browser, name);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
            Assert.Contains("Too many attempts", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_opens_too_many_pages_is_told_so_by_a_page()
    {
        await using var provider = await Provider.StartAsync(("RateLimits:Enabled", "true"), ("RateLimits:Pages:Permits", "3"));
        using var browser = provider.NewBrowser();
        for (var page = 0; page < 3; page++) Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync($"{provider.Issuer}/sign-in")).Status);

        await browser.OpenAsync($"{provider.Issuer}/sign-in");
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Equal("A little too fast", browser.Page.QuerySelector("h1")?.TextContent);
        using var client = provider.NewClient();
        using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Closed_registration_offers_no_form_and_makes_nobody()
    {
        await using var provider = await Provider.StartAsync(("Registration:Enabled", "false"));
        using var browser = provider.NewBrowser();
        await browser.OpenAsync($"{provider.Issuer}/register");
        Assert.DoesNotContain(browser.Page.Forms, form => form.GetAttribute("action") != "/language");
        await browser.OpenAsync($"{provider.Issuer}/sign-in");
        Assert.Null(browser.Page.QuerySelector("a[href^='/register']"));

        using var answer = await provider.PostAsync(browser, "/register",
            ("UserName", "sneaky"), ("Email", "sneaky@example.com"), ("Password", Demo.OwnPassword), ("__RequestVerificationToken", browser.Token()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await browser.SubmitAsync(("UserName", "sneaky"), ("Password", Demo.OwnPassword));
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task When_too_many_sign_in_at_once_some_are_asked_to_come_back()
    {
        await using var provider = await Provider.StartAsync(
            ("PasswordHashing:Concurrency", "1"), ("PasswordHashing:QueueLength", "1"), ("PasswordHashing:Argon2Iterations", "40"),
            ("PasswordHashing:Argon2MemoryKiB", "19456"));
        using var browser = provider.NewBrowser();
        await browser.OpenAsync($"{provider.Issuer}/sign-in");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AttemptAsync(provider, browser, "alice")));

        var busy = Assert.Single(answers.GroupBy(answer => answer.StatusCode), group => group.Key == HttpStatusCode.ServiceUnavailable).First();
        Assert.NotNull(busy.Headers.RetryAfter?.Delta);
        Assert.Contains("Too many people are signing in", await busy.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var answer in answers) answer.Dispose();
    }

    private static Task<HttpResponseMessage> AttemptAsync(Provider provider, ScriptlessBrowser browser, string userName) => provider.PostAsync(
        browser, "/sign-in", ("UserName", userName), ("Password", "Wrong-1234"), ("__RequestVerificationToken", browser.Token()));
}
