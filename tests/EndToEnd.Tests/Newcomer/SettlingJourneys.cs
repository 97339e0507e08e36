using EndToEnd.Tests.Pages;
using Microsoft.Playwright;
using TestKit.Pictures;

namespace EndToEnd.Tests.Newcomer;

/// <summary>What a person does with an account: settles in, looks who else is there, and leaves.</summary>
public abstract class SettlingJourneys(Platform platform, Chromium chromium)
{
    [Fact]
    public async Task A_person_settles_in()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        var page = guest.Page;
        await guest.OpenAsync("/account/profile");
        await page.GetByLabel("First name").FillAsync("Ada");
        await page.GetByLabel("About me").FillAsync("Numbers.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your profile was saved.")).ToBeVisibleAsync();

        await guest.OpenAsync("/account/preferences");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this device's" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your preferences were saved.")).ToBeVisibleAsync();

        await guest.OpenAsync("/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hello, Ada" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main time").First).ToHaveAttributeAsync("title", "Europe/Berlin");
        await guest.OpenAsync("/account/activity");
        await Assertions.Expect(page.Locator(".acts .item-title").First).ToHaveTextAsync("Profile changed");
        await Assertions.Expect(page.Locator(".acts .item-title").Last).ToHaveTextAsync("Account registered");
        await page.GetByText("What changed").First.ClickAsync();
        await Assertions.Expect(page.Locator("ins").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_language_takes_effect_at_once_and_in_the_next_letter()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        await guest.OpenAsync("/account/preferences");
        await guest.Page.SelectOptionAsync("#Locale", "de");
        await guest.SubmitAsync();
        await Assertions.Expect(guest.Page.GetByText("Ihre Einstellungen wurden gespeichert.")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");

        await guest.OpenAsync("/account/password");
        await guest.Page.FillAsync("[name=Current]", Guest.Password);
        await guest.Page.FillAsync("[name=New]", "Loud-8-Lighthouse");
        await guest.SubmitAsync();
        var reader = guest.At(await chromium.NewPageAsync());
        await reader.OpenMailAsync("Ihr Passwort wurde geändert");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without script
    public async Task A_picture_is_sent_and_shown(bool script)
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync(script: script));
        await guest.OpenAsync("/account/picture");
        await guest.Page.SetInputFilesAsync("#Avatar", new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = TestPictures.Png(600, 400) });
        if (script) await Assertions.Expect(guest.Page.Locator("[data-crop]")).ToBeVisibleAsync();
        await guest.SubmitAsync();
        await Assertions.Expect(guest.Page.GetByText("Your picture was changed.")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.Locator("main .avatar img")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_device_is_signed_out_from_here_and_an_app_loses_its_access()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        var other = guest.At(await chromium.NewPageAsync(width: 320));
        await other.SignInAsync();
        await guest.GoToAppAsync();
        await guest.AllowAsync();

        await guest.OpenAsync("/account/devices");
        await Assertions.Expect(guest.Page.Locator("main .item")).ToHaveCountAsync(2);
        await guest.Page.ClickAsync("main .item form button");
        await Assertions.Expect(guest.Page.GetByText("That device is signed out.")).ToBeVisibleAsync();
        await other.ExpectSignedOutAsync();

        await guest.OpenAsync("/account/apps");
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Withdraw access of Sample web app" }).ClickAsync();
        await guest.Page.ClickAsync("main button.button-danger");
        await Assertions.Expect(guest.Page.GetByText("The access was withdrawn.")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByText("No app has access")).ToBeVisibleAsync();
        await guest.GoToAppAsync();
        await Assertions.Expect(guest.Page.Locator("[name=decision][value=allow]")).ToBeVisibleAsync(); // it must ask again
    }

    [Fact]
    public async Task A_person_takes_a_copy_deletes_the_account_and_keeps_it_after_all()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        var page = guest.Page;
        await guest.OpenAsync("/account/data");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("main form button"));
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#download-status")).ToContainTextAsync("archive");

        await page.GetByRole(AriaRole.Link, new() { Name = "Delete my account …" }).ClickAsync();
        await page.FillAsync("[name=UserName]", guest.Name);
        await page.FillAsync("[name=Password]", Guest.Password);
        await page.ClickAsync("main button.button-danger");
        await page.WaitForURLAsync("**/keep-account");
        await guest.BeginAsync(); // who comes later is asked the same
        await page.WaitForURLAsync("**/keep-account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep my account" }).ClickAsync();
        await page.WaitForURLAsync("**/account");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(guest.Name);
        await guest.OpenMailAsync("Your account stays");
    }
}
