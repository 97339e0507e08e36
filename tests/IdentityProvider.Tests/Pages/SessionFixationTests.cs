using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;
using UserDirectory.Sessions;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class SessionFixationTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task A_planted_session_does_not_become_the_victims()
    {
        using var attacker = await _provider.SignInAsync("bob");
        var planted = Handle(attacker);
        using var victim = _provider.NewBrowser();
        victim.Cookies.Add(new Cookie(SessionCookie.Name, planted, "/", "localhost") { Secure = true });

        await SignInOverAsync(victim, "alice");

        Assert.NotEqual(planted, Handle(victim));
        Assert.Contains("alice", (await victim.OpenAsync($"{_provider.Issuer}/")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", (await attacker.OpenAsync($"{_provider.Issuer}/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_again_gives_the_session_a_new_handle_and_the_old_one_is_dead()
    {
        using var browser = await _provider.SignInAsync("alice");
        var before = Handle(browser);

        await SignInOverAsync(browser, "alice");
        using var thief = _provider.NewBrowser();
        thief.Cookies.Add(new Cookie(SessionCookie.Name, before, "/", "localhost") { Secure = true });

        Assert.NotEqual(before, Handle(browser));
        Assert.Contains("/sign-in", (await thief.OpenAsync($"{_provider.Issuer}/account")).Location.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync($"{_provider.Issuer}/account")).Status);
        Assert.EndsWith("/account", browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%00%ff")]
    public async Task A_made_up_handle_is_nobodys(string handle)
    {
        using var browser = _provider.NewBrowser();
        browser.Cookies.Add(new Cookie(SessionCookie.Name, handle, "/", "localhost") { Secure = true });
        await browser.OpenAsync($"{_provider.Issuer}/account");
        Assert.Contains("/sign-in", browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_closed_to_scripts_other_hosts_and_plain_http()
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        using var answer = await _provider.PostAsync(
            browser, "/sign-in", ("UserName", "alice"), ("Password", Demo.Password), ("__RequestVerificationToken", browser.Token()));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-identity=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(cookie.Length < 200, "The cookie holds a handle and nothing else.");
    }

    // A request that asks for a fresh sign-in shows the form to who is signed in already.
    private async Task SignInOverAsync(ScriptlessBrowser browser, string userName)
    {
        await browser.OpenAsync(_provider.Authorize("house", more: "&prompt=login"));
        await browser.SubmitAsync(("UserName", userName), ("Password", Demo.Password));
        Assert.Equal("house.test", browser.Location.Host);
    }

    private string Handle(ScriptlessBrowser browser) => browser.Cookies.GetCookies(new Uri(_provider.Issuer))[SessionCookie.Name]!.Value;
}
