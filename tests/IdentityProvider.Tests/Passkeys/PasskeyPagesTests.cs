using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;
using TestKit.Passkeys;

namespace IdentityProvider.Tests.Passkeys;

[Collection(PagesOfOneProvider.Name)]
public sealed class PasskeyPagesTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task A_passkey_is_listed_renamed_and_removed_without_script()
    {
        var (device, browser) = await _provider.WithPasskeyAsync("passkey.owner");
        Assert.Contains("On one device", browser.Body, StringComparison.Ordinal);
        Assert.Contains("Not used yet", browser.Body, StringComparison.Ordinal);

        await OpenEditAsync(browser);
        await browser.SubmitAsync(("Name", "<b>Work</b> laptop"));
        Assert.Equal("<b>Work</b> laptop", browser.Page.QuerySelector(".item-title")!.TextContent);

        await OpenEditAsync(browser);
        await browser.SubmitAsync(("Name", " "));
        Assert.NotNull(browser.Page.QuerySelector("#Name-error"));

        var before = Session(browser);
        await browser.SubmitAsync(browser.Page.Forms.Single(form => form.Action.Contains("Remove", StringComparison.Ordinal)));
        Assert.Equal("?done=removed", browser.Location.Query);
        Assert.Contains("No passkeys yet", browser.Body, StringComparison.Ordinal);
        Assert.NotEqual(before, Session(browser));

        using var elsewhere = await _provider.OnSignInPageAsync();
        using var answer = await _provider.SignInByPasskeyAsync(elsewhere, device);
        Assert.False(answer.HasSession());
        device.Dispose();
        browser.Dispose();
    }

    [Fact]
    public async Task Removing_a_passkey_signs_out_every_other_device()
    {
        var (device, here) = await _provider.WithPasskeyAsync("passkey.loser");
        using var there = await _provider.OnSignInPageAsync();
        (await _provider.SignInByPasskeyAsync(there, device)).Dispose();
        Assert.Equal("/account", (await there.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath);

        await OpenEditAsync(here);
        await here.SubmitAsync(here.Page.Forms.Single(form => form.Action.Contains("Remove", StringComparison.Ordinal)));

        Assert.Equal("/account", (await here.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath);
        Assert.Equal("/sign-in", (await there.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath);
        device.Dispose();
        here.Dispose();
    }

    [Theory]
    [InlineData("/account/passkeys")]
    [InlineData("/account/passkeys/edit?id=AAAA")]
    public async Task Strangers_sign_in_first(string path)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}{path}");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
    }

    [Fact]
    public async Task Nobody_changes_the_passkey_of_another_person()
    {
        var (device, victim) = await _provider.WithPasskeyAsync("passkey.victim");
        var id = victim.Page.QuerySelector("a[href*='passkeys/edit']")!.GetAttribute("href")!.Split("id=")[1];
        await _provider.RegisterAsync("passkey.mallory");
        using var mallory = await _provider.SignInAsync("passkey.mallory");
        await mallory.OpenAsync($"{_provider.Issuer}/account/passkeys");

        foreach (var path in new[] { "/account/passkeys/edit", "/account/passkeys/edit?handler=Remove" })
        {
            using var answer = await _provider.PostAsync(
                mallory, path, ("id", id), ("Name", "Mine"), ("__RequestVerificationToken", mallory.Token()));
            Assert.Equal("/account/passkeys", answer.Headers.Location?.ToString());
        }

        Assert.Equal("/account/passkeys", (await mallory.OpenAsync($"{_provider.Issuer}/account/passkeys/edit?id={id}")).Location.AbsolutePath);
        Assert.NotNull((await victim.OpenAsync($"{_provider.Issuer}/account/passkeys")).Page.QuerySelector(".item-title"));
        device.Dispose();
        victim.Dispose();
    }

    [Theory]
    [InlineData("/account/passkeys")]
    [InlineData("/account/passkeys/edit")]
    [InlineData("/account/passkeys/edit?handler=Remove")]
    public async Task No_form_works_without_its_token(string path)
    {
        using var browser = await _provider.SignInAsync("alice");
        using var answer = await _provider.PostAsync(browser, path, ("id", "AAAA"), ("Name", "x"), ("credential", "{}"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("another origin")]
    [InlineData("another domain")]
    [InlineData("nobody verified")]
    [InlineData("data to sign in")]
    [InlineData("another id")]
    public async Task A_passkey_that_was_not_made_here_is_not_added(string what)
    {
        var wrong = what switch
        {
            "another origin" => new WrongAnswer { Origin = "https://evil.example" },
            "another domain" => new WrongAnswer { Domain = "evil.example" },
            "nobody verified" => new WrongAnswer { IsUserVerified = false },
            "another id" => new WrongAnswer { CredentialId = [1, 2, 3] },
            _ => new WrongAnswer { Type = "webauthn.get" },
        };
        using var browser = await _provider.SignInAsync("bob");
        using var device = new SoftwareAuthenticator(_provider.Issuer);
        await browser.OpenAsync($"{_provider.Issuer}/account/passkeys");
        await browser.SubmitAsync(("credential", device.Create(await _provider.OptionsAsync(browser, PasskeyBrowsing.RegistrationOptions), wrong)));

        Assert.Contains("was not added", browser.Page.QuerySelector(".alert-danger")!.TextContent, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector(".item-title"));
    }

    private async Task OpenEditAsync(ScriptlessBrowser browser)
    {
        await browser.OpenAsync($"{_provider.Issuer}/account/passkeys");
        await browser.OpenAsync(browser.Page.QuerySelector("a[href*='passkeys/edit']")!.GetAttribute("href")!);
    }

    private string Session(ScriptlessBrowser browser) => browser.Cookies.GetCookies(new Uri(_provider.Issuer))["__Host-identity"]!.Value;
}
