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
        Assert.Contains("Your answer goes to garden.test.", browser.Body, StringComparison.Ordinal);
        Assert.Equal(["See about you"], browser.Page.QuerySelectorAll("legend").Select(legend => legend.TextContent));
        Assert.Contains("Needed for the app to work", browser.Body, StringComparison.Ordinal); // openid
    }

    [Fact]
    public async Task What_was_left_out_is_not_given_and_asked_for_again()
    {
        using var browser = await AskAsync("consent.less");
        await browser.SubmitAsync(("decision", "allow"), ("scopes", "profile"));
        Assert.Contains("code=", browser.Location.Query, StringComparison.Ordinal);

        await browser.OpenAsync(_provider.Authorize("garden", "openid profile"));
        Assert.Contains("code=", browser.Location.Query, StringComparison.Ordinal);
        await browser.OpenAsync(_provider.Authorize("garden", "openid profile email"));
        Assert.Equal(["profile"], AgreedBefore(browser));
    }

    [Fact]
    public async Task Scopes_that_nobody_asked_for_are_not_granted_by_posting_them()
    {
        using var browser = await AskAsync("consent.more", scope: "openid profile");
        await browser.SubmitAsync(("decision", "allow"), ("scopes", "profile"), ("scopes", "email"), ("scopes", "admin.api"));
        await browser.OpenAsync(_provider.Authorize("garden", "openid profile email"));
        Assert.NotNull(browser.Page.QuerySelector("[name=decision]"));
        Assert.Equal(["profile"], AgreedBefore(browser));
    }

    [Fact]
    public async Task Without_remembering_the_app_asks_every_time()
    {
        using var browser = await AskAsync("consent.forgetful");
        await browser.SubmitAsync(("decision", "allow"), ("remember", "false"));
        Assert.Contains("code=", browser.Location.Query, StringComparison.Ordinal);
        await browser.OpenAsync(_provider.Authorize("garden", "openid profile email"));
        Assert.NotNull(browser.Page.QuerySelector("[name=decision]"));
        Assert.Empty(AgreedBefore(browser));
    }

    [Fact]
    public async Task The_answer_of_one_person_says_nothing_for_another()
    {
        using var asked = await AskAsync("consent.asked");
        var page = asked.Location;
        await _provider.RegisterAsync("consent.meddler");
        using var meddler = await _provider.SignInAsync("consent.meddler");
        await meddler.OpenAsync(page.ToString());
        using (var answer = await _provider.PostAsync(
            meddler, page.PathAndQuery, ("decision", "allow"), ("scopes", "email"), ("__RequestVerificationToken", meddler.Token())))
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);

        await asked.OpenAsync(System.Web.HttpUtility.ParseQueryString(page.Query)["returnUrl"]!);
        Assert.NotNull(asked.Page.QuerySelector("[name=decision]"));
    }

    [Fact]
    public async Task The_page_is_shown_in_no_frame_and_neither_answer_stands_out()
    {
        using var browser = await AskAsync("consent.frame");
        using var client = _provider.NewClient(browser.Cookies);
        using var answer = await client.GetAsync(browser.Location);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Single(browser.Page.QuerySelectorAll("[name=decision]").Select(button => button.ClassName).Distinct());
    }

    [Fact]
    public async Task Somebody_else_may_sign_in_and_go_on_with_the_request()
    {
        using var browser = await AskAsync("consent.first");
        await _provider.RegisterAsync("consent.second");
        await browser.OpenAsync(browser.Page.QuerySelector("a[href^='/sign-in?']")!.GetAttribute("href")!);
        await browser.SubmitAsync(("UserName", "consent.second"), ("Password", Demo.OwnPassword));
        Assert.Contains("You are signed in as consent.second.", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("[name=decision]"));
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

    /// <summary>The scopes that the page shows as agreed to before.</summary>
    private static IEnumerable<string> AgreedBefore(ScriptlessBrowser browser)
    {
        var page = browser.Page;
        return page.QuerySelectorAll("[name=scopes][aria-describedby]")
            .Where(box => page.GetElementById(box.GetAttribute("aria-describedby")!)!.TextContent == "You agreed to this before")
            .Select(box => box.GetAttribute("value")!);
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
