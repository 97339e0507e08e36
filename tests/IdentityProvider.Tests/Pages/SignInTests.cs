using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class SignInTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Signing_in_leads_to_the_return_url_by_303()
    {
        using var browser = await OpenAsync("/account/devices");
        using var answer = await PostAsync(browser, "alice", Demo.Password);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/account/devices", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/connect/authorize?transaction=x\r\nLocation: https://evil.example")]
    public async Task A_foreign_return_url_leads_home(string returnUrl)
    {
        using var browser = await OpenAsync(returnUrl);
        using var answer = await PostAsync(browser, "alice", Demo.Password);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    public async Task Who_is_signed_in_is_not_sent_away_either(string returnUrl)
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal($"{_provider.Issuer}/", browser.Location.ToString());
    }

    [Fact]
    public async Task An_unknown_person_and_a_wrong_password_look_alike()
    {
        using var browser = await OpenAsync(null);
        using var unknown = await PostAsync(browser, "nobody", "Wrong-1234");
        using var wrong = await PostAsync(browser, "bobby", "Wrong-1234");
        await _provider.RegisterAsync("carla");
        using var known = await PostAsync(browser, "carla", "Wrong-1234");

        Assert.Equal(unknown.StatusCode, known.StatusCode);
        Assert.Equal(unknown.Headers.Select(header => header.Key).Order(), known.Headers.Select(header => header.Key).Order());
        Assert.Equal(await TextAsync(unknown, "nobody"), await TextAsync(known, "carla"));
        Assert.Equal(await TextAsync(wrong, "bobby"), await TextAsync(known, "carla"));
    }

    [Fact]
    public async Task A_locked_account_looks_like_a_wrong_password()
    {
        await _provider.RegisterAsync("locked.out");
        using var browser = await OpenAsync(null);
        using var first = await PostAsync(browser, "locked.out", "Wrong-1234");
        for (var guess = 0; guess < 8; guess++) (await PostAsync(browser, "locked.out", "Wrong-1234")).Dispose();
        using var locked = await PostAsync(browser, "locked.out", Demo.OwnPassword);

        Assert.Equal(HttpStatusCode.OK, locked.StatusCode); // the right password, too late
        Assert.Equal(await TextAsync(first, "locked.out"), await TextAsync(locked, "locked.out"));
    }

    [Fact]
    public async Task A_form_without_its_token_signs_nobody_in()
    {
        using var browser = _provider.NewBrowser();
        using var answer = await _provider.PostAsync(browser, "/sign-in", ("UserName", "alice"), ("Password", Demo.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_token_of_another_browser_signs_nobody_in()
    {
        using var attacker = await OpenAsync(null);
        using var victim = await OpenAsync(null);
        using var answer = await _provider.PostAsync(
            victim, "/sign-in", ("UserName", "alice"), ("Password", Demo.Password), ("__RequestVerificationToken", attacker.Token()));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("UserName", "bob")]
    [InlineData("Password", "other")]
    [InlineData("__RequestVerificationToken", "x")]
    public async Task A_field_that_comes_twice_is_refused(string field, string value)
    {
        using var browser = await OpenAsync(null);
        using var answer = await _provider.PostAsync(
            browser, "/sign-in", ("UserName", "alice"), ("Password", Demo.Password), ("__RequestVerificationToken", browser.Token()), (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_return_url_that_comes_twice_is_refused()
    {
        using var client = _provider.NewClient();
        using var answer = await client.GetAsync("/sign-in?returnUrl=/account&ReturnUrl=//evil.example");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task What_was_typed_comes_back_as_text_and_the_password_not_at_all()
    {
        using var browser = await OpenAsync(null);
        await browser.SubmitAsync(("UserName", "\"><script>alert(1)</script>"), ("Password", "Secret-4711"));

        Assert.Equal("\"><script>alert(1)</script>", browser.Page.QuerySelector("#UserName")!.GetAttribute("value"));
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret-4711", browser.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ud83d")]
    [InlineData("' or 1=1 --")]
    public async Task No_name_breaks_the_page(string userName)
    {
        using var browser = await OpenAsync(null);
        using var answer = await PostAsync(browser, userName, "x");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_lets_a_form_end_at_the_waiting_client_and_nowhere_else()
    {
        using var client = _provider.NewClient();
        using var plain = await client.GetAsync("/sign-in");
        using var authorize = await client.GetAsync(_provider.Authorize("garden"));
        using var waiting = await client.GetAsync(authorize.Headers.Location);

        Assert.Contains("form-action 'self';", Policy(plain) + ";", StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://garden.test", Policy(waiting), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Policy(waiting), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Policy(waiting), StringComparison.Ordinal);
        Assert.Contains("no-store", waiting.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Contains("Garden Planner", await waiting.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Policy(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Content-Security-Policy"));

    private static async Task<string> TextAsync(HttpResponseMessage answer, string userName) =>
        Asking.WithoutTokens(await answer.Content.ReadAsStringAsync()).Replace(userName, "", StringComparison.Ordinal);

    private async Task<ScriptlessBrowser> OpenAsync(string? returnUrl)
    {
        var browser = _provider.NewBrowser();
        return await browser.OpenAsync($"{_provider.Issuer}/sign-in{(returnUrl is null ? "" : $"?returnUrl={Uri.EscapeDataString(returnUrl)}")}");
    }

    private Task<HttpResponseMessage> PostAsync(ScriptlessBrowser browser, string userName, string password) => _provider.PostAsync(
        browser, browser.Location.PathAndQuery, ("UserName", userName), ("Password", password), ("__RequestVerificationToken", browser.Token()));
}
