using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class SignOutTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task A_link_alone_signs_nobody_out()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/sign-out");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession");
        Assert.True(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task A_forged_form_signs_nobody_out()
    {
        using var browser = await _provider.SignInAsync("alice");
        using var answer = await _provider.PostAsync(browser, "/sign-out");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Confirming_signs_out_and_names_the_apps()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync(_provider.Authorize("house"));
        await _provider.RedeemAsync(browser);
        await browser.OpenAsync($"{_provider.Issuer}/sign-out");
        Assert.Contains("House", browser.Page.QuerySelector(".items")!.TextContent, StringComparison.Ordinal);

        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.StartsWith("/signed-out?logoutId=", browser.Location.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("House", browser.Page.QuerySelector(".items")!.TextContent, StringComparison.Ordinal);
        Assert.False(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task After_confirming_the_person_goes_back_to_the_app_that_asked()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession?client_id=garden&state=abc&post_logout_redirect_uri="
            + Uri.EscapeDataString("https://garden.test/goodbye"));
        Assert.Contains("Garden Planner", browser.Body, StringComparison.Ordinal);

        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.Equal("https://garden.test/goodbye?state=abc", browser.Location.ToString());
    }

    [Fact]
    public async Task An_address_that_nobody_registered_is_not_gone_to()
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession?client_id=garden&post_logout_redirect_uri="
            + Uri.EscapeDataString("https://garden.test/goodbye/../evil"));
        await browser.SubmitAsync(browser.Page.Forms[0]);
        Assert.StartsWith($"{_provider.Issuer}/signed-out", browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_which_apps_are_closed_and_which_are_still_open()
    {
        using var browser = await SignedInToAsync("house", "radio", "attic");
        await browser.OpenAsync($"{_provider.Issuer}/sign-out");
        await browser.SubmitAsync(browser.Page.Forms[0]);

        for (var look = 0; look < 120 && Apps(browser, "under-way").Length > 0; look++) // until the notice to the dead app has failed
        {
            await Task.Delay(500);
            await browser.OpenAsync(browser.Page.QuerySelector("[data-apps=under-way] a")!.GetAttribute("href")!);
        }
        Assert.Contains("Radio", Apps(browser, "closed"), StringComparison.Ordinal);
        Assert.Contains("Attic", Apps(browser, "open"), StringComparison.Ordinal);
        Assert.Contains("It did not answer", Apps(browser, "open"), StringComparison.Ordinal);
        Assert.Contains("House", Apps(browser, "open"), StringComparison.Ordinal);
    }

    [Fact] // OpenID Connect Front-Channel Logout 1.0 §3
    public async Task The_apps_frames_are_loaded_by_this_page_alone_and_from_their_origins_alone()
    {
        using var browser = await SignedInToAsync("radio", "house");
        await browser.OpenAsync($"{_provider.Issuer}/sign-out");
        await browser.SubmitAsync(browser.Page.Forms[0]);

        var frame = Assert.Single(browser.Page.QuerySelectorAll("iframe"));
        Assert.StartsWith(
            $"https://radio.test/silence?band=fm&iss={Uri.EscapeDataString(_provider.Issuer)}&sid=", frame.GetAttribute("src"), StringComparison.Ordinal);
        Assert.Equal("allow-scripts allow-same-origin", frame.GetAttribute("sandbox")); // it cannot take the whole window elsewhere
        Assert.Contains("frame-src https://radio.test;", await PolicyAsync(browser.Location.PathAndQuery), StringComparison.Ordinal);
        Assert.DoesNotContain("frame-src", await PolicyAsync(browser.Location.PathAndQuery + "&again=true"), StringComparison.Ordinal);
        Assert.DoesNotContain("frame-src", await PolicyAsync("/signed-out"), StringComparison.Ordinal);
        Assert.DoesNotContain("frame-src", await PolicyAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browser_goes_on_to_the_app_that_asked_once_the_frames_are_there()
    {
        using var browser = await SignedInToAsync("radio");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession?client_id=radio&state=a%26b&post_logout_redirect_uri="
            + Uri.EscapeDataString("https://radio.test/goodbye"));
        await browser.SubmitAsync(browser.Page.Forms[0]);

        Assert.Equal("/signed-out", browser.Location.AbsolutePath);
        Assert.Equal("https://radio.test/goodbye?state=a%26b", browser.Page.QuerySelector("#continue")!.GetAttribute("href"));
        using var http = _provider.NewClient();
        using var answer = await http.GetAsync(browser.Location.PathAndQuery);
        Assert.Equal("2; url=https://radio.test/goodbye?state=a%26b", answer.Headers.GetValues("Refresh").Single());
        using var again = await http.GetAsync(browser.Location.PathAndQuery + "&again=true");
        Assert.False(again.Headers.Contains("Refresh"));
    }

    [Theory]
    [InlineData("bob", true)]
    [InlineData("alice", false)]
    [InlineData("ALICE", false)]
    [InlineData("someone@example.com", false)]
    [InlineData("<b>bold</b>", true)]
    public async Task A_hint_at_somebody_else_is_said_and_never_repeated(string hint, bool isSaid)
    {
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/connect/endsession?client_id=garden&logout_hint={Uri.EscapeDataString(hint)}");

        Assert.Equal(isSaid, browser.Body.Contains("The app speaks of another account", StringComparison.Ordinal));
        Assert.DoesNotContain("bold", browser.Body, StringComparison.Ordinal);
    }

    [Fact] // OpenID Connect Session Management 1.0 §3.3
    public async Task Only_the_session_iframe_may_be_embedded()
    {
        using var http = _provider.NewClient();
        using var frame = await http.GetAsync("/connect/checksession");
        Assert.False(frame.Headers.Contains("X-Frame-Options"));
        Assert.DoesNotContain("frame-ancestors", frame.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        foreach (var path in new[] { "/signed-out", "/sign-in", "/" })
            Assert.Contains("frame-ancestors 'none'", await PolicyAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("CfDJ8AAAA")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_made_up_logout_id_shows_a_plain_page(string logoutId)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/signed-out?logoutId={Uri.EscapeDataString(logoutId)}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector(".items"));
    }

    private async Task<ScriptlessBrowser> SignedInToAsync(params string[] clients)
    {
        var browser = await _provider.SignInAsync("alice");
        foreach (var client in clients)
        {
            await browser.OpenAsync(_provider.Authorize(client));
            await _provider.RedeemAsync(browser);
        }
        return browser;
    }

    private static string Apps(ScriptlessBrowser browser, string state) =>
        browser.Page.QuerySelector($"[data-apps={state}]")?.TextContent ?? "";

    private async Task<string> PolicyAsync(string path)
    {
        using var http = _provider.NewClient();
        using var answer = await http.GetAsync(path);
        return answer.Headers.GetValues("Content-Security-Policy").Single();
    }

    private async Task<bool> IsSignedInAsync(ScriptlessBrowser browser) =>
        (await browser.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath == "/account";
}
