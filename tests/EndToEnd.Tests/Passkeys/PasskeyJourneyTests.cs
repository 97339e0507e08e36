using EndToEnd.Tests.Pages;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Passkeys;

/// <summary>Passkeys in a real browser, from the first to the last.</summary>
[Trait("drives", "browser")]
public sealed class PasskeyJourneyTests(SmallInstallation installation, Chromium chromium)
    : IClassFixture<SmallInstallation>, IClassFixture<Chromium>
{
    private const string Password = "Quiet-7-Harbour";

    private static int _count;

    [Fact]
    public async Task A_passkey_is_made_signs_in_by_the_button_gets_a_name_and_is_removed()
    {
        var page = await NewPersonAsync();
        var authenticator = await VirtualAuthenticator.AddAsync(page);
        await AddPasskeyAsync(page);
        await Assertions.Expect(page.Locator(".item-title")).ToHaveTextAsync("Chrome on Linux");

        await authenticator.TouchAsync(false); // the browser only offers it, until the button is pressed
        await SignOutAsync(page);
        await page.GotoAsync($"{installation.Issuer}/sign-in?returnUrl=%2Faccount%2Fpasskeys");
        await authenticator.TouchAsync(true);
        await page.ClickAsync("[data-passkey-start]");
        await page.WaitForURLAsync("**/account/passkeys");
        await Assertions.Expect(page.Locator(".item")).ToContainTextAsync("Last used");

        await page.GetByRole(AriaRole.Link, new() { Name = "Change Chrome on Linux" }).ClickAsync();
        await page.FillAsync("[name=Name]", "Work laptop");
        await page.PressAsync("[name=Name]", "Enter");
        await Assertions.Expect(page.Locator(".item-title")).ToHaveTextAsync("Work laptop");

        await page.GetByRole(AriaRole.Link, new() { Name = "Change Work laptop" }).ClickAsync();
        await page.ClickAsync("button.button-danger");
        await Assertions.Expect(page.GetByText("No passkeys yet")).ToBeVisibleAsync();

        await authenticator.TouchAsync(false);
        await SignOutAsync(page);
        await page.GotoAsync($"{installation.Issuer}/sign-in");
        await authenticator.TouchAsync(true);
        await page.ClickAsync("[data-passkey-start]");
        await Assertions.Expect(page.Locator(".alert-danger")).ToContainTextAsync("could not be used");
    }

    [Fact]
    public async Task The_browser_offers_the_passkey_by_itself()
    {
        var page = await NewPersonAsync();
        await VirtualAuthenticator.AddAsync(page);
        await AddPasskeyAsync(page);
        await SignOutAsync(page);

        await page.GotoAsync($"{installation.Issuer}/sign-in?returnUrl=%2Faccount%2Fdevices"); // whoever sits there takes the offer at once
        await page.WaitForURLAsync("**/account/devices");
    }

    [Fact]
    public async Task The_same_device_is_not_added_twice_and_the_page_says_why()
    {
        var page = await NewPersonAsync();
        await VirtualAuthenticator.AddAsync(page);
        await AddPasskeyAsync(page);

        await page.ClickAsync("[data-passkey-start]");
        await Assertions.Expect(page.Locator("[data-passkey-problem]")).ToContainTextAsync("already has a passkey");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".item")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_wrong_finger_adds_nothing_and_the_next_try_works()
    {
        var page = await NewPersonAsync();
        var authenticator = await VirtualAuthenticator.AddAsync(page);
        await authenticator.VerifiesAsync(false);
        await page.GotoAsync($"{installation.Issuer}/account/passkeys");
        await page.ClickAsync("[data-passkey-start]");
        await Assertions.Expect(page.Locator("[data-passkey-problem]")).ToContainTextAsync("Nothing was used");

        await authenticator.VerifiesAsync(true);
        await page.ClickAsync("[data-passkey-start]");
        await page.WaitForURLAsync("**/account/passkeys?done=added");
    }

    [Fact]
    public async Task A_browser_without_passkeys_shows_the_password_alone()
    {
        var page = await chromium.NewPageAsync();
        await page.AddInitScriptAsync("delete window.PublicKeyCredential");
        await page.GotoAsync($"{installation.Issuer}/sign-in");
        await Assertions.Expect(page.Locator("[name=Password]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-passkey-start]")).ToBeHiddenAsync();

        await page.GotoAsync($"{installation.Issuer}/sign-in/passkey");
        await Assertions.Expect(page.Locator("[data-passkey-unsupported]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-passkey-start]")).ToBeHiddenAsync();
    }

    private async Task<IPage> NewPersonAsync()
    {
        var name = $"passkey-{Interlocked.Increment(ref _count)}";
        var page = await chromium.NewPageAsync();
        await page.GotoAsync($"{installation.Issuer}/register");
        await page.FillAsync("[name=UserName]", name);
        await page.FillAsync("[name=Email]", $"{name}@example.test");
        await page.FillAsync("[name=Password]", Password);
        await page.ClickAsync("button[type=submit].button-primary");
        await PageUnderTest.SubmitSignInAsync(page, name, Password);
        return page;
    }

    private async Task AddPasskeyAsync(IPage page)
    {
        await page.GotoAsync($"{installation.Issuer}/account/passkeys");
        await page.ClickAsync("[data-passkey-start]");
        await page.WaitForURLAsync("**/account/passkeys?done=added");
    }

    private async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync($"{installation.Issuer}/connect/endsession");
        await page.ClickAsync("button[type=submit].button-primary");
    }
}
