using EndToEnd.Tests.Pages;
using EndToEnd.Tests.Passkeys;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Newcomer;

/// <summary>The second step: set up, asked for, left out in a browser that is remembered, and asked for again.</summary>
public abstract class SecondFactorJourneys(Platform platform, Chromium chromium)
{
    private static readonly string Essential =
        "&claims=" + Uri.EscapeDataString("""{"id_token":{"acr":{"essential":true,"values":["aal2"]}}}""");

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without script
    public async Task An_authenticator_app_is_asked_for_remembered_in_this_browser_and_asked_for_again(bool script)
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync(script: script));
        var (app, codes) = await guest.AddAppAsync();
        await guest.OpenAsync("/account/second-factor");
        await Assertions.Expect(guest.Page.GetByText("Codes that you can still use: 10")).ToBeVisibleAsync();
        Assert.DoesNotContain(codes[0], await guest.Page.ContentAsync(), StringComparison.Ordinal); // they were shown once

        await guest.SignOutAsync();
        await guest.BeginAsync();
        await guest.Page.CheckAsync("[name=Remember]");
        await guest.TypeCodeAsync(await app.NextAsync());
        await guest.Page.WaitForURLAsync("**/account");
        await guest.SignOutAsync();
        await guest.SignInAsync(); // it asks no more here

        await guest.GoToAppAsync("&acr_values=aal2"); // but an app may
        await guest.Page.WaitForURLAsync("**/second-step*");
        await guest.TypeCodeAsync(await app.NextAsync());
        await guest.AllowAsync();

        await guest.SignOutAsync();
        await guest.SignInAsync();
        await guest.GoAsync("/account/second-factor"); // what guards the account wants both again, from a browser that is remembered
        await guest.ProveAsync();
        await guest.Page.ClickAsync("a[href*='recovery_code']");
        await guest.TypeCodeAsync(codes[9]);
        await guest.Page.WaitForURLAsync("**/account/second-factor");
        await guest.Page.ClickAsync("section[aria-labelledby=browsers-title] button");
        await Assertions.Expect(guest.Page.GetByText("The second step is asked for there again.")).ToBeVisibleAsync();
        await guest.SignOutAsync();
        await guest.BeginAsync();
        await guest.Page.ClickAsync("a[href*='recovery_code']");
        await guest.TypeCodeAsync(codes[3]);
        await guest.Page.WaitForURLAsync("**/account");
        await guest.OpenMailAsync("A recovery code was used");
    }

    [Fact]
    public async Task Who_must_have_a_second_factor_makes_a_passkey_in_the_sign_in()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        await guest.SignOutAsync();
        await VirtualAuthenticator.AddAsync(guest.Page);
        await guest.GoToAppAsync(Essential);
        await guest.ProveAsync();
        await guest.Page.WaitForURLAsync("**/second-step/set-up?*");
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Use a passkey instead" }).ClickAsync();
        await guest.Page.ClickAsync("[data-passkey-start]");

        await guest.AllowAsync();
        await guest.OpenAsync("/account/passkeys");
        await Assertions.Expect(guest.Page.Locator("main .item")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Who_must_have_a_second_factor_sets_an_app_up_without_script()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync(script: false));
        await guest.SignOutAsync();
        await guest.GoToAppAsync(Essential);
        await guest.ProveAsync();
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Use a passkey instead" }).ClickAsync();
        await Assertions.Expect(guest.Page.Locator("[data-passkey-unsupported]")).ToBeVisibleAsync();
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Use an authenticator app instead" }).ClickAsync();
        var app = new TestKit.SecondFactors.AuthenticatorApp(await guest.Page.Locator(".steps .code").InnerTextAsync());
        await guest.TypeCodeAsync(await app.NextAsync());

        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "I have kept them: go on" }).ClickAsync();
        await guest.AllowAsync();
    }
}
