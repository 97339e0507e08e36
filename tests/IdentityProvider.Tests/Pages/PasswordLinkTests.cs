using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class PasswordLinkTests(SharedProvider shared)
{
    private const string Next = "Loud-8-Lighthouse";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Who_forgot_the_password_chooses_another_and_signs_in_with_it()
    {
        await _provider.RegisterAsync("forgetful");
        using var elsewhere = await _provider.SignInAsync("forgetful");
        using var browser = await AskAsync("forgetful");

        await browser.OpenAsync(await LinkAsync("forgetful"));
        await browser.SubmitAsync(("Password", Next));

        Assert.Equal($"{_provider.Issuer}/sign-in?reset=true", browser.Location.ToString()); // it signs nobody in
        await browser.SubmitAsync(("UserName", "forgetful"), ("Password", Next));
        Assert.Equal($"{_provider.Issuer}/", browser.Location.ToString());
        await elsewhere.OpenAsync("/account");
        Assert.StartsWith($"{_provider.Issuer}/sign-in", elsewhere.Location.ToString(), StringComparison.Ordinal);
        await _provider.MailAsync("forgetful@example.com", "Your password was changed");
    }

    [Fact]
    public async Task Who_forgot_the_password_on_the_way_to_an_app_finds_the_way_back()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/sign-in?returnUrl=%2Faccount%2Fdevices");
        await browser.OpenAsync(Href(browser, "/forgot-password"));
        await browser.SubmitAsync(("Name", "nobody.at.all"));

        await browser.OpenAsync(Href(browser, "/sign-in"));
        Assert.Equal("/sign-in?returnUrl=%2Faccount%2Fdevices", browser.Location.PathAndQuery);
    }

    [Fact]
    public async Task The_answer_is_the_same_whoever_is_named()
    {
        await _provider.RegisterAsync("known.here");
        using var known = await AskAsync("known.here");
        using var unknown = await AskAsync("nobody.here");
        using var strange = await AskAsync("nobody@nowhere.example");
        using var odd = await AskAsync("' OR 1=1 --\u0007");

        Assert.All([unknown, strange, odd], other => Assert.Equal(
            (known.Status, known.Location, Asking.WithoutTokens(known.Body)), (other.Status, other.Location, Asking.WithoutTokens(other.Body))));
    }

    [Fact]
    public async Task A_mail_scanner_that_opens_the_link_does_not_use_it_up()
    {
        await _provider.RegisterAsync("scanned");
        using var browser = await AskAsync("scanned");
        var link = await LinkAsync("scanned");
        for (var i = 0; i < 3; i++)
        {
            using var scanner = _provider.NewClient();
            using var answer = await scanner.GetAsync(link);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        }

        await browser.OpenAsync(link);
        await browser.SubmitAsync(("Password", Next));
        Assert.EndsWith("/sign-in?reset=true", browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("Forwarded", "host=evil.example;proto=http")]
    [InlineData("X-Original-Host", "evil.example")]
    [InlineData("X-Forwarded-Prefix", "//evil.example")]
    public async Task Where_the_link_leads_is_not_the_requests_to_say(string header, string value)
    {
        var name = $"poisoned.{header.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)}";
        await _provider.RegisterAsync(name);
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/forgot-password");
        using var client = _provider.NewClient(browser.Cookies);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/forgot-password");
        request.Content = new FormUrlEncodedContent([new("Name", name), new("__RequestVerificationToken", browser.Token())]);
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await client.SendAsync(request);
        Assert.InRange((int)answer.StatusCode, 200, 499);
        if (answer.StatusCode != HttpStatusCode.SeeOther) await browser.SubmitAsync(("Name", name)); // it was refused: an honest one follows

        var mail = await _provider.MailAsync($"{name}@example.com", "Choose a new password");
        Assert.StartsWith($"{_provider.Issuer}/reset-password?token=", _provider.LinkOf(mail), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", mail.Text + mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reset-password")]
    [InlineData("/reset-password?token=")]
    [InlineData("/reset-password?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/reset-password?token=%00%ff")]
    [InlineData("/invitation?token=x")]
    [InlineData("/verify-email?token=x")]
    [InlineData("/undo-email-change?token=x")]
    public async Task A_link_that_opens_nothing_says_so(string address)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Issuer + address);
        Assert.Contains("This link does not work any more", browser.Body, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("input[type=password]"));
    }

    [Fact]
    public async Task A_link_that_was_used_and_one_of_another_kind_open_nothing()
    {
        await _provider.RegisterAsync("used.up");
        var verify = _provider.LinkOf(await _provider.MailAsync("used.up@example.com", "Confirm your e-mail address"));
        using var browser = await AskAsync("used.up");
        var link = await LinkAsync("used.up");
        foreach (var page in new[] { "/invitation", "/verify-email", "/undo-email-change" })
        {
            await browser.OpenAsync(link.Replace("/reset-password", page, StringComparison.Ordinal));
            Assert.Contains("does not work any more", browser.Body, StringComparison.Ordinal);
        }

        await browser.OpenAsync(verify.Replace("/verify-email", "/reset-password", StringComparison.Ordinal));
        Assert.Contains("does not work any more", browser.Body, StringComparison.Ordinal);
        await browser.OpenAsync(link);
        await browser.SubmitAsync(("Password", Next));
        await browser.OpenAsync(link);
        Assert.Contains("does not work any more", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await _provider.RegisterAsync("forged.reset");
        using var browser = await AskAsync("forged.reset");
        var link = await LinkAsync("forged.reset");

        using var answer = await _provider.PostAsync(_provider.NewBrowser(), new Uri(link).PathAndQuery, ("Password", Next));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var asked = await _provider.PostAsync(_provider.NewBrowser(), "/forgot-password", ("Name", "forged.reset"));
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        using var signedIn = await _provider.SignInAsync("forged.reset");
    }

    private async Task<ScriptlessBrowser> AskAsync(string name)
    {
        var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/forgot-password");
        await browser.SubmitAsync(("Name", name));
        return browser;
    }

    private async Task<string> LinkAsync(string name) =>
        _provider.LinkOf(await _provider.MailAsync($"{name}@example.com", "Choose a new password"));

    private static string Href(ScriptlessBrowser browser, string page) =>
        browser.Page.QuerySelector($"main a[href^='{page}']")!.GetAttribute("href")!;
}
