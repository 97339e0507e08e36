using EndToEnd.Tests.Passkeys;
using EndToEnd.Tests.Product;
using Microsoft.Playwright;
using TestKit.SecondFactors;

namespace EndToEnd.Tests.Pages;

/// <summary>The pages of the second step, each with a person of its own.</summary>
internal static class SecondStepPages
{
    private const string Password = "Quiet-7-Harbour";

    public static IReadOnlyList<PageUnderTest> All { get; } =
    [
        new("second-step", BeginAsync),
        new("second-step-refused", async (product, page) =>
        {
            await BeginAsync(product, page);
            await page.FillAsync("[name=Code]", "00000x");
            await page.ClickAsync("main button.button-primary");
            await page.WaitForSelectorAsync("#Code-error");
        }),
        new("second-step-recovery-code", async (product, page) =>
        {
            await BeginAsync(product, page);
            await page.ClickAsync("a[href*='recovery_code']");
            await page.WaitForURLAsync("**method=recovery_code**");
        }),
        new("second-step-passkey", async (product, page) =>
        {
            var authenticator = await VirtualAuthenticator.AddAsync(page);
            var name = await PageUnderTest.RegisterAsync(product, page, "touches");
            await page.GotoAsync($"{product.Installation.Issuer}/account/passkeys");
            await page.ClickAsync("[data-passkey-start]");
            await page.WaitForURLAsync("**/account/passkeys?done=added");
            await authenticator.TouchAsync(false); // nobody does, until the page is looked at
            await page.Context.ClearCookiesAsync();
            await page.GotoAsync(TwoStepRequest(product));
            await PageUnderTest.SubmitSignInAsync(page, name, Password);
            await page.WaitForURLAsync("**/second-step/passkey*");
        }),
        new("second-step-set-up", BeginSetUpAsync),
        new("second-step-set-up-passkey", async (product, page) =>
        {
            await BeginSetUpAsync(product, page);
            await page.ClickAsync("main a[href='/second-step/set-up/passkey']");
            await page.WaitForSelectorAsync("[data-passkey-start]");
        }),
        Own("account-second-factor-none", "/account/second-factor"),
        Own("account-second-factor-app", "/account/second-factor/app"),
        new("account-second-factor-recovery-codes", async (product, page) => await SetUpAsync(product, page)),
        AfterSetUp("account-second-factor", "/account/second-factor"),
        AfterSetUp("account-second-factor-codes", "/account/second-factor/codes"),
        AfterSetUp("account-second-factor-remove", "/account/second-factor/remove"),
    ];

    private static string TwoStepRequest(WholeProduct product) =>
        new CodeFlow(product.Installation.Issuer, TestClient.Web, "openid profile").Url
        + "&claims=" + Uri.EscapeDataString("""{"id_token":{"acr":{"essential":true,"values":["aal2"]}}}""");

    private static PageUnderTest Own(string name, string path) => new(name, async (product, page) =>
    {
        await PageUnderTest.RegisterAsync(product, page, "one.step");
        await page.GotoAsync(product.Installation.Issuer + path);
    });

    private static PageUnderTest AfterSetUp(string name, string path) => new(name, async (product, page) =>
    {
        await SetUpAsync(product, page);
        await page.GotoAsync(product.Installation.Issuer + path);
    });

    /// <summary>A person whose password is proved and who must set a second step up.</summary>
    private static async Task BeginSetUpAsync(WholeProduct product, IPage page)
    {
        var name = await PageUnderTest.RegisterAsync(product, page, "sets.up");
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(TwoStepRequest(product));
        await PageUnderTest.SubmitSignInAsync(page, name, Password);
        await page.WaitForSelectorAsync(".qr");
    }

    /// <summary>A person whose password is proved and whose second step is due.</summary>
    private static async Task BeginAsync(WholeProduct product, IPage page)
    {
        var name = await SetUpAsync(product, page);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync($"{product.Installation.Issuer}/sign-in");
        await PageUnderTest.SubmitSignInAsync(page, name, Password);
        await page.WaitForURLAsync("**/second-step*");
    }

    /// <summary>Sets an authenticator app up; the recovery codes are then on the page.</summary>
    private static async Task<string> SetUpAsync(WholeProduct product, IPage page)
    {
        var name = await PageUnderTest.RegisterAsync(product, page, "two.steps");
        await page.GotoAsync($"{product.Installation.Issuer}/account/second-factor/app");
        var app = new AuthenticatorApp(await page.Locator(".steps .code").InnerTextAsync());
        await page.FillAsync("[name=Code]", await app.NextAsync());
        await page.ClickAsync("main button.button-primary");
        await page.WaitForSelectorAsync("[data-codes]");
        return name;
    }
}
