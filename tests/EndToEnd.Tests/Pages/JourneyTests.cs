using EndToEnd.Tests.Product;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>What people come for, done in a browser from the first page to the last.</summary>
[Trait("drives", "browser")]
[Collection(nameof(WholeProduct))]
public sealed class JourneyTests(WholeProduct product, Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without script
    public async Task An_administrator_finds_bob(bool script)
    {
        var page = await chromium.NewPageAsync(script: script);
        await PageUnderTest.SignInToConsoleAsync(product, page);
        await page.GotoAsync($"{product.Installation.AdminUrl}/users");
        await page.FillAsync("main input[type=search], main input[name=q]", "bob");
        await page.PressAsync("main input[type=search], main input[name=q]", "Enter");
        await page.ClickAsync("main a:has-text('Bob Baker')");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bob Baker" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("bob@example.com").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_person_without_the_permission_is_told_so()
    {
        var page = await chromium.NewPageAsync();
        await page.GotoAsync(product.Installation.AdminUrl);
        await PageUnderTest.SubmitSignInAsync(page, "alice", "Pass123$");
        var answer = await page.GotoAsync($"{product.Installation.AdminUrl}/users");
        Assert.Equal(403, answer!.Status);
    }

    [Fact]
    public async Task A_new_person_registers_signs_in_and_signs_out_everywhere()
    {
        var page = await chromium.NewPageAsync();
        var name = $"newcomer-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):n}";
        await page.GotoAsync($"{product.Installation.Issuer}/register");
        await page.FillAsync("[name=UserName]", name);
        await page.FillAsync("[name=Email]", $"{name}@example.test");
        await page.FillAsync("[name=Password]", "Seedling-42!");
        await page.PressAsync("[name=Password]", "Enter");
        await PageUnderTest.SubmitSignInAsync(page, name, "Seedling-42!");
        await page.GotoAsync($"{product.Installation.Issuer}/account");
        await Assertions.Expect(page.GetByText(name).First).ToBeVisibleAsync();

        await page.GotoAsync($"{product.Installation.Issuer}/connect/endsession");
        await page.ClickAsync("button[type=submit].button-primary");
        await page.GotoAsync($"{product.Installation.Issuer}/account");
        await Assertions.Expect(page.Locator("[name=Password]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_at_the_provider_ends_the_console_too()
    {
        var page = await chromium.NewPageAsync();
        await PageUnderTest.SignInToConsoleAsync(product, page);
        await page.GotoAsync($"{product.Installation.Issuer}/connect/endsession");
        await page.ClickAsync("button[type=submit].button-primary");

        for (var attempt = 0; attempt < 30 && !page.Url.Contains("/sign-in", StringComparison.Ordinal); attempt++)
        {
            await Task.Delay(250);
            await page.GotoAsync($"{product.Installation.AdminUrl}/users");
        }
        await Assertions.Expect(page.Locator("[name=Password]")).ToBeVisibleAsync();
    }
}
