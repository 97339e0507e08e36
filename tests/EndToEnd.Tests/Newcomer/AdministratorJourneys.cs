using EndToEnd.Tests.Pages;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Newcomer;

/// <summary>What an administrator does for people: invites them, and helps them back in.</summary>
public abstract class AdministratorJourneys(Platform platform, Chromium chromium)
{
    private const string NewPassword = "Loud-8-Lighthouse";

    [Fact]
    public async Task Who_is_invited_chooses_a_password_by_the_letter_once()
    {
        var admin = await SignInToConsoleAsync();
        var guest = new Guest(platform, await chromium.NewPageAsync());
        await admin.GotoAsync($"{platform.Console}/users/new");
        await admin.FillAsync("[name='Input.Username']", guest.Name);
        await admin.FillAsync("[name='Input.Email']", guest.Address);
        await admin.ClickAsync("main form button.button-primary");
        await Assertions.Expect(admin.Locator(".alert-success")).ToContainTextAsync(guest.Name);

        await guest.FollowMailAsync("You are invited");
        var link = guest.Page.Url;
        await Assertions.Expect(guest.Page.GetByText($"Your user name is {guest.Name}.")).ToBeVisibleAsync();
        await guest.Page.FillAsync("[name=Password]", Guest.Password);
        await guest.SubmitAsync();
        await Assertions.Expect(guest.Page.GetByText("Your password is saved.")).ToBeVisibleAsync();
        await guest.SignInAsync();
        await guest.OpenAsync("/account/email");
        await Assertions.Expect(guest.Page.Locator("#present + p .badge-success")).ToHaveTextAsync("Confirmed"); // the letter came there

        var finder = guest.At(await chromium.NewPageAsync());
        await finder.Page.GotoAsync(link);
        await Assertions.Expect(finder.Page.GetByText("This link does not work any more")).ToBeVisibleAsync();
        await Assertions.Expect(finder.Page.Locator("[name=Password]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_lost_everything_is_helped_back_in_by_a_reset_of_the_second_step_and_a_letter()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        await guest.AddAppAsync();
        var admin = await SignInToConsoleAsync();
        await admin.GotoAsync($"{platform.Console}/users?q={guest.Name}");
        await admin.ClickAsync("#users td a");
        await admin.ClickAsync("#acts a[href$='/reset-mfa']");
        await admin.ClickAsync("dialog[open] button.button-danger");
        await Assertions.Expect(admin.Locator(".alert-success")).ToBeVisibleAsync();
        await admin.ClickAsync("#acts a[href$='/send-password-reset']");
        await admin.ClickAsync("dialog[open] button.button-primary");
        await Assertions.Expect(admin.Locator(".alert-success")).ToContainTextAsync("A mail is on its way");

        await guest.ExpectSignedOutAsync();
        await guest.OpenMailAsync("Your two-step sign-in was reset");
        await guest.FollowMailAsync("Choose a new password");
        var link = guest.Page.Url;
        await guest.Page.FillAsync("[name=Password]", NewPassword);
        await guest.SubmitAsync();
        await Assertions.Expect(guest.Page.GetByText("The new password is saved.")).ToBeVisibleAsync();
        await guest.SignInAsync(NewPassword); // no second step any more

        var finder = guest.At(await chromium.NewPageAsync());
        await finder.Page.GotoAsync(link);
        await Assertions.Expect(finder.Page.GetByText("This link does not work any more")).ToBeVisibleAsync();
    }

    private async Task<IPage> SignInToConsoleAsync()
    {
        var page = await chromium.NewPageAsync();
        await page.GotoAsync(platform.Console);
        await PageUnderTest.SubmitSignInAsync(page, "admin", "Pass123$");
        await page.WaitForURLAsync(url => url.StartsWith(platform.Console, StringComparison.Ordinal));
        return page;
    }
}
