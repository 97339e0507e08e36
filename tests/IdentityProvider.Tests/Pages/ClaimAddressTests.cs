using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

/// <summary>The link that proves an address, in a browser of which it is not known whose account was made there: somebody may have registered the
/// address in advance.</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed class ClaimAddressTests(SharedProvider shared)
{
    private const string Next = "Loud-8-Lighthouse";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Who_registered_in_another_browser_shows_the_password_and_everything_stays()
    {
        var link = await RegisteredAsync("claims.own");
        using var there = await _provider.SignInAsync("claims.own");
        using var browser = _provider.NewBrowser();

        await browser.OpenAsync(link);
        Assert.Equal("/claim-address", browser.Location.AbsolutePath);
        foreach (var wrong in new[] { "", "Not-the-1-password", new string('x', 300), Demo.OwnPassword.ToLowerInvariant() })
        {
            await browser.SubmitAsync(("Password", wrong));
            Assert.Equal("/claim-address", browser.Location.AbsolutePath);
        }

        Assert.False(await IsConfirmedAsync(there));
        await browser.SubmitAsync(("Password", Demo.OwnPassword));

        Assert.EndsWith("/verify-email?done=done", browser.Location.ToString(), StringComparison.Ordinal);
        Assert.True(await IsConfirmedAsync(there));
        await browser.OpenAsync("/account");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath); // it proved an address, no more
    }

    [Fact]
    public async Task Who_did_not_register_takes_the_account_over_and_nothing_stays_of_who_did()
    {
        var link = await RegisteredAsync("claims.foreign");
        using var attacker = await _provider.SignInAsync("claims.foreign");
        using var victim = _provider.NewBrowser();

        await victim.OpenAsync(link);
        await victim.SubmitAsync(victim.Page.Forms.Single(form => form.GetAttribute("action")?.Contains("TakeOver", StringComparison.Ordinal) is true));
        Assert.Equal("/reset-password", victim.Location.AbsolutePath);
        await victim.SubmitAsync(("Password", Next));

        await attacker.OpenAsync("/account");
        Assert.Equal("/sign-in", attacker.Location.AbsolutePath);
        await attacker.SubmitAsync(("UserName", "claims.foreign"), ("Password", Demo.OwnPassword));
        Assert.Equal("/sign-in", attacker.Location.AbsolutePath);
        using var owner = await _provider.SignInAsync("claims.foreign", Next);
        Assert.True(await IsConfirmedAsync(owner));
        await victim.OpenAsync(link);
        Assert.Contains("does not work any more", victim.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_signed_in_to_the_account_only_confirms()
    {
        var link = await RegisteredAsync("claims.signed");
        using var browser = await _provider.SignInAsync("claims.signed");
        await ConfirmAsync(browser, link);
        Assert.True(await IsConfirmedAsync(browser));
    }

    [Theory]
    [InlineData("claims.a", false)] // of a browser in which another account was made
    [InlineData("claims.b", true)] // or is signed in to
    public async Task Another_account_in_the_browser_does_not_count(string name, bool signedIn)
    {
        var link = await RegisteredAsync(name);
        using var browser = await RegisterAsync($"{name}.other");
        if (signedIn) await browser.SubmitAsync(("UserName", $"{name}.other"), ("Password", Demo.OwnPassword));

        await browser.OpenAsync(link);
        Assert.Equal("/claim-address", browser.Location.AbsolutePath);
        using (await _provider.PostAsync(browser, new Uri(link).PathAndQuery, ("__RequestVerificationToken", browser.Token())))
        using (var there = await _provider.SignInAsync(name))
            Assert.False(await IsConfirmedAsync(there));
    }

    [Fact]
    public async Task Guesses_at_the_password_have_the_budget_of_a_sign_in()
    {
        var link = await RegisteredAsync("claims.guessed");
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(link);
        for (var guess = 0; guess < 5; guess++) await browser.SubmitAsync(("Password", $"Guess-{guess}-wrong"));

        await browser.SubmitAsync(("Password", Demo.OwnPassword));

        Assert.Equal("/claim-address", browser.Location.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task A_registration_looks_the_same_whether_or_not_the_address_is_taken()
    {
        await RegisteredAsync("claims.first");
        using var free = _provider.NewBrowser();
        using var taken = _provider.NewBrowser();
        var lengths = new List<int>();
        foreach (var (browser, name, address) in new[] { (free, "claims.free", "claims.free@example.com"), (taken, "claims.take", "claims.first@example.com") })
        {
            await browser.OpenAsync($"{_provider.Issuer}/register");
            await browser.SubmitAsync(("UserName", name), ("Email", address), ("Password", Demo.OwnPassword));
            lengths.Add(browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "__Host-unproven").Value.Length);
        }

        Assert.Equal((free.Location, Asking.WithoutTokens(free.Body)), (taken.Location, Asking.WithoutTokens(taken.Body)));
        Assert.Equal(lengths[0], lengths[1]);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var link = await RegisteredAsync("claims.forged");
        var path = new Uri(link).PathAndQuery.Replace("/verify-email", "/claim-address", StringComparison.Ordinal);
        foreach (var address in new[] { path, path + "&handler=TakeOver" })
        {
            using var answer = await _provider.PostAsync(_provider.NewBrowser(), address, ("Password", Demo.OwnPassword));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        using var there = await _provider.SignInAsync("claims.forged");
        Assert.False(await IsConfirmedAsync(there));
    }

    /// <summary>A person who registered in a browser that is gone, and the link in their mail.</summary>
    private async Task<string> RegisteredAsync(string name)
    {
        await _provider.RegisterAsync(name);
        return _provider.LinkOf(await _provider.MailAsync($"{name}@example.com", "Confirm your e-mail address"));
    }

    private async Task<ScriptlessBrowser> RegisterAsync(string name)
    {
        var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/register");
        await browser.SubmitAsync(("UserName", name), ("Email", $"{name}@example.com"), ("Password", Demo.OwnPassword));
        return browser;
    }

    private static async Task ConfirmAsync(ScriptlessBrowser browser, string link)
    {
        await browser.OpenAsync(link);
        await browser.SubmitAsync(browser.Page.Forms.Single(form => form.ClassList.Contains("form")));
        Assert.Equal("/verify-email", browser.Location.AbsolutePath);
    }

    private static async Task<bool> IsConfirmedAsync(ScriptlessBrowser signedIn) =>
        !(await signedIn.OpenAsync("/account/email")).Body.Contains("Not confirmed", StringComparison.Ordinal);
}
