using EndToEnd.Tests.Product;
using Microsoft.Playwright;
using TestKit.Pictures;

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
    public async Task A_person_settles_in()
    {
        var page = await chromium.NewPageAsync();
        await RegisterAsync(page);
        await page.GotoAsync($"{product.Installation.Issuer}/account/profile");
        await page.GetByLabel("First name").FillAsync("Ada");
        await page.GetByLabel("About me").FillAsync("Numbers.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your profile was saved.")).ToBeVisibleAsync();

        await page.GotoAsync($"{product.Installation.Issuer}/account/preferences");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this device's" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your preferences were saved.")).ToBeVisibleAsync();

        await page.GotoAsync($"{product.Installation.Issuer}/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hello, Ada" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main time").First).ToHaveAttributeAsync("title", "Europe/Berlin");
        await page.GotoAsync($"{product.Installation.Issuer}/account/activity");
        await page.GetByText("What changed").First.ClickAsync();
        await Assertions.Expect(page.Locator("ins").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_language_takes_effect_at_once()
    {
        var page = await chromium.NewPageAsync();
        await RegisterAsync(page);
        await page.GotoAsync($"{product.Installation.Issuer}/account/preferences");
        await page.SelectOptionAsync("#Locale", "de");
        await page.ClickAsync("main button.button-primary");
        await Assertions.Expect(page.GetByText("Ihre Einstellungen wurden gespeichert.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_picture_is_sent_and_shown(bool script)
    {
        var page = await chromium.NewPageAsync(script: script);
        await RegisterAsync(page);
        await page.GotoAsync($"{product.Installation.Issuer}/account/picture");
        await page.SetInputFilesAsync("#Avatar", new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = TestPictures.Png(600, 400) });
        if (script) await Assertions.Expect(page.Locator("[data-crop]")).ToBeVisibleAsync();
        await page.ClickAsync("main button.button-primary");
        await Assertions.Expect(page.GetByText("Your picture was changed.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main .avatar img")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_device_is_signed_out_from_here()
    {
        var page = await chromium.NewPageAsync();
        var name = await RegisterAsync(page);
        var other = await chromium.NewPageAsync(width: 320);
        await other.GotoAsync($"{product.Installation.Issuer}/sign-in");
        await PageUnderTest.SubmitSignInAsync(other, name, Password);

        await page.GotoAsync($"{product.Installation.Issuer}/account/devices");
        await Assertions.Expect(page.Locator("main .item")).ToHaveCountAsync(2);
        await page.ClickAsync("main .item form button");
        await Assertions.Expect(page.GetByText("That device is signed out.")).ToBeVisibleAsync();
        await other.GotoAsync($"{product.Installation.Issuer}/account");
        await Assertions.Expect(other.Locator("[name=Password]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_person_takes_a_copy_deletes_the_account_and_keeps_it_after_all()
    {
        var page = await chromium.NewPageAsync();
        var name = await RegisterAsync(page);
        await page.GotoAsync($"{product.Installation.Issuer}/account/data");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("main form button"));
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#download-status")).ToContainTextAsync("archive");

        await page.GetByRole(AriaRole.Link, new() { Name = "Delete my account …" }).ClickAsync();
        await page.FillAsync("[name=UserName]", name);
        await page.FillAsync("[name=Password]", Password);
        await page.ClickAsync("main button.button-danger");
        await page.WaitForURLAsync("**/keep-account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep my account" }).ClickAsync();
        await page.WaitForURLAsync("**/account");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(name);
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
