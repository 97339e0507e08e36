using EndToEnd.Tests.Pages;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Newcomer;

/// <summary>The ways back in, and what an address is worth.</summary>
public abstract class WayBackJourneys(Platform platform, Chromium chromium)
{
    private const string NewPassword = "Loud-8-Lighthouse";

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without script
    public async Task A_forgotten_password_is_replaced_by_a_letter_which_ends_every_session_and_no_second_factor(bool script)
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync(script: script));
        await guest.ConfirmAddressAsync(); // of an address that was never proved the reset takes the second factor too: it may be a stranger's
        var (app, _) = await guest.AddAppAsync();
        var elsewhere = guest.At(await chromium.NewPageAsync());
        await elsewhere.BeginAsync();
        await elsewhere.TypeCodeAsync(await app.NextAsync());
        await elsewhere.Page.WaitForURLAsync("**/account");

        var forgetful = guest.At(await chromium.NewPageAsync(script: script));
        await forgetful.GoAsync("/sign-in");
        await forgetful.Page.ClickAsync("main a[href='/forgot-password']");
        await forgetful.Page.FillAsync("[name=Name]", guest.Address);
        await forgetful.SubmitAsync();
        await Assertions.Expect(forgetful.Page.GetByText("Look at your mail")).ToBeVisibleAsync();
        await forgetful.FollowMailAsync("Choose a new password");
        await forgetful.Page.FillAsync("[name=Password]", NewPassword);
        await forgetful.SubmitAsync();
        await Assertions.Expect(forgetful.Page.GetByText("The new password is saved.")).ToBeVisibleAsync();

        await guest.ExpectSignedOutAsync();
        await elsewhere.ExpectSignedOutAsync();
        await forgetful.BeginAsync(Guest.Password);
        await Assertions.Expect(forgetful.Page.GetByText("The user name or the password is wrong")).ToBeVisibleAsync();
        await forgetful.BeginAsync(NewPassword);
        await forgetful.Page.WaitForURLAsync("**/second-step*");
        await forgetful.TypeCodeAsync(await app.NextAsync());
        await forgetful.Page.WaitForURLAsync("**/account");
    }

    [Fact]
    public async Task Another_address_counts_when_it_is_confirmed_and_the_old_one_takes_it_back()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        await guest.ConfirmAddressAsync();

        var next = $"{guest.Name}.moved@example.test";
        await guest.OpenAsync("/account/email");
        await guest.Page.FillAsync("[name=Address]", next);
        await guest.SubmitAsync();
        await Assertions.Expect(guest.Page.Locator(".alert-success")).ToContainTextAsync("A mail with a link is on its way to the new address.");
        await Assertions.Expect(guest.Page.Locator("#present + p")).ToContainTextAsync(guest.Address); // until it is confirmed
        await guest.FollowMailAsync("Confirm your new e-mail address", next);
        await guest.SubmitAsync();
        await guest.OpenAsync("/account/email");
        await Assertions.Expect(guest.Page.Locator("#present + p")).ToContainTextAsync(next);

        var owner = guest.At(await chromium.NewPageAsync());
        await owner.FollowMailAsync("The e-mail address of your account was changed");
        await owner.Page.ClickAsync("main button.button-danger");
        await owner.Page.WaitForURLAsync("**/reset-password?token=*");
        await owner.Page.FillAsync("[name=Password]", NewPassword);
        await owner.SubmitAsync();
        await Assertions.Expect(owner.Page.GetByText("The new password is saved.")).ToBeVisibleAsync();
        await owner.GoAsync("/sign-in?returnUrl=%2Faccount%2Femail");
        await owner.ProveAsync(NewPassword, guest.Address);
        await Assertions.Expect(owner.Page.Locator("#present + p")).ToContainTextAsync(guest.Address);
        await guest.ExpectSignedOutAsync();
    }

    [Fact]
    public async Task Who_typed_wrong_passwords_until_no_more_counted_lets_this_browser_try_again_by_a_letter()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        await guest.SignOutAsync();
        for (var guess = 0; guess < 5; guess++)
        {
            await guest.BeginAsync("Wrong-1234-guess");
            await ExpectRefusedAsync(guest.Page);
        }

        await guest.BeginAsync(); // the right one, too late
        await ExpectRefusedAsync(guest.Page);
        await guest.FollowMailAsync("Sign-in to your account was paused");
        await guest.SubmitAsync();
        await Assertions.Expect(guest.Page.GetByText("You can sign in again in this browser.")).ToBeVisibleAsync();
        await guest.SignInAsync();
    }

    private static Task ExpectRefusedAsync(IPage page) =>
        Assertions.Expect(page.GetByText("or the account is locked for a while")).ToBeVisibleAsync();
}
