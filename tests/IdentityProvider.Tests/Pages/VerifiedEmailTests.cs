using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Pages;

/// <summary>An installation that lets nobody in before the address is proved.</summary>
public sealed class VerifiedEmailTests
{
    [Fact]
    public async Task Nobody_signs_in_before_and_only_who_knows_the_password_learns_why()
    {
        await using var provider = await Provider.StartAsync(("Registration:RequireVerifiedEmail", "true"));
        await provider.RegisterAsync("early");
        using var browser = provider.NewBrowser();

        await browser.OpenAsync($"{provider.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", "early"), ("Password", "not-The-1-password"));
        Assert.EndsWith("/sign-in", browser.Location.AbsolutePath, StringComparison.Ordinal);
        Assert.DoesNotContain("confirmed", browser.Body, StringComparison.Ordinal);
        await browser.SubmitAsync(("UserName", "early"), ("Password", Demo.OwnPassword));
        Assert.EndsWith("/verify-email?done=required", browser.Location.ToString(), StringComparison.Ordinal);
        await browser.OpenAsync("/account");
        Assert.StartsWith($"{provider.Issuer}/sign-in", browser.Location.ToString(), StringComparison.Ordinal);

        await browser.OpenAsync(provider.LinkOf(await provider.MailAsync("early@example.com", "Confirm your e-mail address")));
        await browser.SubmitAsync(browser.Page.Forms.Single(form => form.ClassList.Contains("form")));
        using var entered = await provider.SignInAsync("early");
    }

    [Fact]
    public async Task After_the_proof_the_person_goes_on_to_the_app_that_asked()
    {
        await using var provider = await Provider.StartAsync(("Registration:RequireVerifiedEmail", "true"));
        using var browser = provider.NewBrowser();
        await browser.OpenAsync(provider.Authorize("house"));
        await browser.OpenAsync(browser.Page.QuerySelector("a[href^='/register']")!.GetAttribute("href")!);
        await browser.SubmitAsync(("UserName", "goes.on"), ("Email", "goes.on@example.com"), ("Password", Demo.OwnPassword));
        await browser.SubmitAsync(("UserName", "goes.on"), ("Password", Demo.OwnPassword));
        Assert.Equal("/verify-email", browser.Location.AbsolutePath);
        var back = browser.Page.QuerySelector(".card-foot a")!.GetAttribute("href")!;
        Assert.StartsWith("/sign-in?returnUrl=%2F", back, StringComparison.Ordinal);

        await browser.OpenAsync(provider.LinkOf(await provider.MailAsync("goes.on@example.com", "Confirm your e-mail address")));
        await browser.SubmitAsync(browser.Page.Forms.Single(form => form.ClassList.Contains("form")));
        await browser.OpenAsync(browser.Page.QuerySelector("a.button-primary")!.GetAttribute("href")!);
        await browser.SubmitAsync(("UserName", "goes.on"), ("Password", Demo.OwnPassword));

        Assert.Equal("house.test", browser.Location.Host);
        Assert.Contains("code=", browser.Location.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task The_way_on_leads_to_no_other_site(string returnUrl)
    {
        await using var provider = await Provider.StartAsync();
        using var browser = provider.NewBrowser();
        foreach (var done in new[] { "done", "required" })
        {
            await browser.OpenAsync($"{provider.Issuer}/verify-email?done={done}&returnUrl={Uri.EscapeDataString(returnUrl)}");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.DoesNotContain("evil.example", string.Join(' ', browser.Page.Links.Select(link => link.GetAttribute("href"))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task In_development_mails_are_listed_and_their_links_can_be_opened()
    {
        await using var provider = await Provider.StartAsync();
        await provider.RegisterAsync("reader");
        var mail = await provider.MailAsync("reader@example.com", "Confirm your e-mail address");
        using var browser = provider.NewBrowser();
        await browser.OpenAsync($"{provider.Issuer}/development/mail");
        Assert.NotNull(browser.Page.QuerySelector($"a[href='/development/mail/{mail.Id}']"));
        await browser.OpenAsync($"/development/mail/{mail.Id}");
        Assert.NotNull(browser.Page.QuerySelector($"a[href='{provider.LinkOf(mail)}']"));
        using var client = provider.NewClient();
        using var html = await client.GetAsync($"/development/mail/{mail.Id}/html");
        Assert.Contains("sandbox", html.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        foreach (var address in new[] { "/development/mail/..%2f..%2fmaster.key", "/development/mail/x", "/development/mail/x/html" })
        {
            using var missing = await client.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }
}
