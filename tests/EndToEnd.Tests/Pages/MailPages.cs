using EndToEnd.Tests.Product;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>The pages around mails: where they are asked for, and where their links lead. Each has a person of its own.</summary>
internal static class MailPages
{
    public static IReadOnlyList<PageUnderTest> All { get; } =
    [
        At("forgot-password", "/forgot-password"),
        new("forgot-password-sent", (product, page) => ForgetAsync(product, page, "nobody.at.all")),
        new("reset-password", async (product, page) =>
        {
            var name = await PageUnderTest.RegisterAsync(product, page, "forgets");
            await ForgetAsync(product, page, name);
            await FollowAsync(product, page, AddressOf(name), "/reset-password");
        }),
        At("reset-password-dead", "/reset-password?token=used"),
        At("reset-password-done", "/sign-in?reset=true"),
        new("verify-email", async (product, page) =>
        {
            var name = await PageUnderTest.RegisterAsync(product, page, "proves");
            await FollowAsync(product, page, AddressOf(name), "/verify-email");
        }),
        new("verify-email-change", async (product, page) =>
        {
            var name = await PageUnderTest.RegisterAsync(product, page, "moves");
            await AskForAddressAsync(product, page, $"{name}.new@example.test");
            await FollowAsync(product, page, $"{name}.new@example.test", "/verify-email");
        }),
        At("verify-email-done", "/verify-email?done=done"),
        At("verify-email-dead", "/verify-email?token=used"),
        At("verify-email-again", "/verify-email"),
        new("invitation", async (product, page) =>
        {
            var name = $"guest.{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^16..]}";
            await PageUnderTest.SignInToConsoleAsync(product, page);
            await page.GotoAsync($"{product.Installation.AdminUrl}/users/new");
            await page.FillAsync("[name='Input.Username']", name);
            await page.FillAsync("[name='Input.Email']", AddressOf(name));
            await page.ClickAsync("main button.button-primary");
            await FollowAsync(product, page, AddressOf(name), "/invitation");
        }),
        At("invitation-dead", "/invitation?token=used"),
        new("account-email", async (product, page) =>
        {
            await PageUnderTest.RegisterAsync(product, page, "has.mail");
            await page.GotoAsync($"{product.Installation.Issuer}/account/email");
        }),
        new("account-email-sent", async (product, page) =>
        {
            var name = await PageUnderTest.RegisterAsync(product, page, "moves");
            await AskForAddressAsync(product, page, $"{name}.new@example.test");
        }),
        At("undo-email-change-dead", "/undo-email-change?token=used"),
        new("unlock", async (product, page) =>
        {
            var name = await PageUnderTest.RegisterAsync(product, page, "locked");
            await page.Context.ClearCookiesAsync();
            await page.GotoAsync($"{product.Installation.Issuer}/sign-in");
            for (var guess = 0; guess < 6; guess++) await PageUnderTest.SubmitSignInAsync(page, name, "not-the-password");
            await FollowAsync(product, page, AddressOf(name), "/unlock");
        }),
        new("development-mail", async (product, page) =>
        {
            var name = await PageUnderTest.RegisterAsync(product, page, "reads");
            await DevelopmentMailbox.OpenLetterAsync(product, page, AddressOf(name), "/verify-email");
            await page.GotoAsync($"{product.Installation.Issuer}/development/mail");
        }),
        new("development-mail-letter", async (product, page) =>
        {
            var name = await PageUnderTest.RegisterAsync(product, page, "reads");
            await DevelopmentMailbox.OpenLetterAsync(product, page, AddressOf(name), "/verify-email");
            await page.Locator("iframe").ScrollIntoViewIfNeededAsync(); // the browser paints it only then
        }),
    ];

    private static PageUnderTest At(string name, string path) => new(name, (product, page) => page.GotoAsync(product.Installation.Issuer + path));

    private static string AddressOf(string name) => $"{name}@example.test";

    private static async Task ForgetAsync(WholeProduct product, IPage page, string name)
    {
        await page.GotoAsync($"{product.Installation.Issuer}/forgot-password");
        await page.FillAsync("[name=Name]", name);
        await page.ClickAsync("main button.button-primary");
        await page.WaitForURLAsync("**/forgot-password?sent=true");
    }

    /// <summary>Asks for another address; the page then says that a mail is on its way.</summary>
    private static async Task AskForAddressAsync(WholeProduct product, IPage page, string address)
    {
        await page.GotoAsync($"{product.Installation.Issuer}/account/email");
        await page.FillAsync("[name=Address]", address);
        await page.ClickAsync("main button.button-primary");
        await page.WaitForURLAsync("**/account/email?done=sent");
    }

    private static async Task FollowAsync(WholeProduct product, IPage page, string address, string path) =>
        await page.GotoAsync(await DevelopmentMailbox.OpenLetterAsync(product, page, address, path));
}
