using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class ConsentTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Allowing_leads_to_the_client_with_a_code_and_is_remembered()
    {
        using var browser = await AskAsync("consent.allow");
        await browser.SubmitAsync(("decision", "allow"));
        Assert.StartsWith("https://garden.test/callback?", browser.Location.ToString(), StringComparison.Ordinal);
        Assert.Contains("code=", browser.Location.Query, StringComparison.Ordinal);
        Assert.Contains("state=s1", browser.Location.Query, StringComparison.Ordinal);

        await browser.OpenAsync(_provider.Authorize("garden", "openid profile email"));
        Assert.Contains("code=", browser.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declining_tells_the_client()
    {
        using var browser = await AskAsync("consent.deny");
        await browser.SubmitAsync(("decision", "deny"));
        Assert.StartsWith("https://garden.test/callback?", browser.Location.ToString(), StringComparison.Ordinal);
        Assert.Contains("error=access_denied", browser.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_who_asks_for_what()
    {
        using var browser = await AskAsync("consent.shown");
        Assert.Contains("Garden Planner asks for access", browser.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("See your e-mail address", browser.Body, StringComparison.Ordinal);
        Assert.Contains("consent.shown", browser.Body, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("a[href='https://garden.test/']"));
    }

    [Fact]
    public async Task A_forged_form_allows_nothing()
    {
        using var browser = await AskAsync("consent.forged");
        using var answer = await _provider.PostAsync(browser, browser.Location.PathAndQuery, ("decision", "allow"), ("scopes", "email"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_clients_name_is_text_and_no_code()
    {
        using var browser = await AskAsync("consent.hostile", "hostile", "openid profile");
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
        Assert.Contains("<script>alert('name')</script> asks for access", browser.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?returnUrl=/connect/authorize?transaction=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("?returnUrl=https://evil.example/")]
    public async Task Without_a_waiting_request_there_is_nothing_to_allow(string query)
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/consent{query}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Null(browser.Page.QuerySelector("[name=decision]"));
    }

    [Fact]
    public async Task Strangers_are_sent_to_sign_in()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/consent");
        Assert.StartsWith($"{_provider.Issuer}/sign-in?returnUrl=", browser.Location.ToString(), StringComparison.Ordinal);
    }

    private async Task<ScriptlessBrowser> AskAsync(string userName, string client = "garden", string scope = "openid profile email")
    {
        await _provider.RegisterAsync(userName);
        var browser = await _provider.SignInAsync(userName);
        await browser.OpenAsync(_provider.Authorize(client, scope));
        Assert.NotNull(browser.Page.QuerySelector("[name=decision]"));
        return browser;
    }
}
