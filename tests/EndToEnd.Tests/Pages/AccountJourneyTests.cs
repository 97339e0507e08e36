using EndToEnd.Tests.Product;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>What people do in My account, in a browser from the first page to the last.</summary>
[Trait("drives", "browser")]
[Collection(nameof(WholeProduct))]
public sealed class AccountJourneyTests(WholeProduct product, Chromium chromium) : IClassFixture<Chromium>
{
    private const string Password = "Quiet-7-Harbour";

    private static readonly (string Link, string Heading)[] Navigation =
    [
        ("Profile", "Your profile"), ("Security", "Security"), ("Devices", "Devices"), ("Apps", "Apps"), ("Activity", "Activity"),
        ("Preferences", "Preferences"), ("Your data", "Your data"),
    ];

    [Theory]
    [InlineData(1280, true)]
    [InlineData(320, true)]
    [InlineData(320, false)] // a phone, without script
    public async Task The_navigation_leads_to_every_page_and_says_which_one_it_is(int width, bool script)
    {
        var page = await chromium.NewPageAsync(width: width, script: script);
        await RegisterAsync(page);
        await page.GotoAsync($"{product.Installation.Issuer}/account");
        foreach (var (link, heading) in Navigation)
        {
            await page.Locator(".sidenav").GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = heading, Exact = true })).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator(".sidenav [aria-current=page]")).ToHaveTextAsync(link);
        }

        await page.GotoAsync($"{product.Installation.Issuer}/account/password");
        await Assertions.Expect(page.Locator(".sidenav [aria-current=true]")).ToHaveTextAsync("Security");
        await page.ClickAsync(".way-back a");
        await page.WaitForURLAsync("**/account/security");
    }

    [Fact]
    public async Task The_part_of_a_picture_that_was_chosen_with_the_keyboard_is_what_is_sent()
    {
        var page = await chromium.NewPageAsync();
        await RegisterAsync(page);
        await page.GotoAsync($"{product.Installation.Issuer}/account/picture");
        await page.EvaluateAsync(
            """
            async () => {
              const canvas = document.createElement("canvas");
              [canvas.width, canvas.height] = [800, 200];
              const context = canvas.getContext("2d");
              context.fillStyle = "#ff0000";
              context.fillRect(0, 0, 400, 200);
              context.fillStyle = "#0000ff";
              context.fillRect(400, 0, 400, 200);
              const blob = await new Promise((resolve) => { canvas.toBlob(resolve); });
              const list = new DataTransfer();
              list.items.add(new File([blob], "halves.png", { type: "image/png" }));
              const input = document.getElementById("Avatar");
              input.files = list.files;
              input.dispatchEvent(new Event("change"));
              HTMLFormElement.prototype.submit = function () { window.sent = input.files[0]; };
            }
            """);
        await Assertions.Expect(page.Locator("[data-crop]")).ToBeVisibleAsync();
        await page.FocusAsync("#crop-x");
        await page.Keyboard.PressAsync("End");
        await page.ClickAsync("main button.button-primary");
        await page.WaitForFunctionAsync("() => window.sent !== undefined");

        var sent = await page.EvaluateAsync<int[]>(
            """
            async () => {
              const picture = await createImageBitmap(window.sent);
              const canvas = document.createElement("canvas");
              [canvas.width, canvas.height] = [picture.width, picture.height];
              const context = canvas.getContext("2d");
              context.drawImage(picture, 0, 0);
              return [picture.width, picture.height, ...context.getImageData(4, 256, 1, 1).data];
            }
            """);
        Assert.Equal([512, 512, 0, 0, 255, 255], sent);
    }

    private async Task<string> RegisterAsync(IPage page)
    {
        var name = $"settler.{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[..20]}x";
        await page.GotoAsync($"{product.Installation.Issuer}/register");
        await page.FillAsync("[name=UserName]", name);
        await page.FillAsync("[name=Email]", $"{name}@example.test");
        await page.FillAsync("[name=Password]", Password);
        await page.ClickAsync("button[type=submit].button-primary");
        await PageUnderTest.SubmitSignInAsync(page, name, Password);
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return name;
    }
}
