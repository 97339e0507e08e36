using System.Globalization;
using EndToEnd.Tests.Pages;
using EndToEnd.Tests.Passkeys;
using Microsoft.Playwright;
using TestKit.Upstream;

namespace EndToEnd.Tests.Newcomer;

/// <summary>The ways in: by password and a letter, by passkey, by an account elsewhere.</summary>
public abstract class ArrivalJourneys(Platform platform, Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without script
    public async Task Somebody_comes_from_an_app_registers_confirms_the_address_by_the_letter_and_gives_consent(bool script)
    {
        var guest = new Guest(platform, await chromium.NewPageAsync(script: script));
        await guest.GoToAppAsync();
        await guest.Page.ClickAsync("main a[href*='/register']");
        await guest.FillRegistrationAsync();

        var reader = guest.At(await guest.Page.Context.NewPageAsync());
        await reader.OpenMailAsync("Confirm your e-mail address");
        Assert.Contains(Directory.EnumerateFiles(platform.MailFolder, "*.eml"), file => File.ReadAllText(file).Contains(guest.Address, StringComparison.Ordinal));
        await reader.Page.FrameLocator("iframe").GetByRole(AriaRole.Link, new() { Name = "Confirm my address" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByText(guest.Name)).ToBeVisibleAsync();
        await reader.SubmitAsync();
        await Assertions.Expect(reader.Page.GetByText("Your e-mail address is confirmed.")).ToBeVisibleAsync();

        await guest.ProveAsync();
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Sample web app");
        await guest.AllowAsync();

        await guest.OpenAsync("/account/email");
        await Assertions.Expect(guest.Page.Locator("#present + p .badge-success")).ToHaveTextAsync("Confirmed");
        await guest.GoToAppAsync();
        await guest.ArriveAtAppAsync(); // it is remembered
    }

    [Fact]
    public async Task A_passkey_signs_in_without_a_name_and_is_the_second_step_where_an_app_wants_two()
    {
        var guest = await Guest.SettledAsync(platform, await chromium.NewPageAsync());
        await guest.Page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false"); // it waits for the button
        await VirtualAuthenticator.AddAsync(guest.Page);
        await guest.OpenAsync("/account/passkeys");
        await guest.Page.ClickAsync("[data-passkey-start]");
        await guest.Page.WaitForURLAsync("**/account/passkeys?done=added");
        await guest.SignOutAsync();

        await guest.GoAsync("/sign-in?returnUrl=%2Faccount");
        await guest.Page.ClickAsync("[data-passkey-start]");
        await guest.Page.WaitForURLAsync("**/account");
        await Assertions.Expect(guest.Page.Locator("main")).ToContainTextAsync(guest.Name);
        await guest.SignOutAsync();

        await guest.GoToAppAsync("&acr_values=aal2");
        await guest.ProveAsync();
        await guest.Page.WaitForURLAsync("**/second-step/passkey");
        await guest.Page.ClickAsync("[data-passkey-start]");
        await guest.AllowAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without script
    public async Task Somebody_comes_by_an_account_elsewhere_links_another_and_keeps_a_way_in(bool script)
    {
        var guest = new Guest(platform, await chromium.NewPageAsync(script: script));
        platform.Upstream.GitHub.Person = new UpstreamPerson(TimeProvider.System.GetTimestamp().ToString(CultureInfo.InvariantCulture), $"{guest.Name}@github.test");
        platform.Upstream.Google.Person = new UpstreamPerson(guest.Name, $"{guest.Name}@elsewhere.test");
        await guest.GoAsync("/sign-in?returnUrl=%2Faccount%2Flinked-accounts");
        await guest.Page.ClickAsync("button[name=provider][value=github]");
        await guest.Page.FillAsync("[name=UserName]", guest.Name);
        await guest.SubmitAsync();
        await guest.Page.WaitForURLAsync("**/account/linked-accounts");

        await UnlinkAsync(guest.Page, "GitHub");
        await Assertions.Expect(guest.Page.Locator(".alert-danger")).ToContainTextAsync("This is the only way you can sign in.");

        await guest.Page.ClickAsync("button[name=provider][value=google]");
        await Assertions.Expect(guest.Page.Locator("main .facts")).ToContainTextAsync($"{guest.Name}@elsewhere.test");
        await guest.SubmitAsync();
        await Assertions.Expect(guest.Page.Locator(".alert-success")).ToContainTextAsync("The account is linked.");
        await UnlinkAsync(guest.Page, "GitHub");
        await Assertions.Expect(guest.Page.Locator(".alert-success")).ToContainTextAsync("The account is unlinked.");

        await guest.SignOutAsync();
        await guest.GoAsync("/sign-in?returnUrl=%2Faccount");
        await guest.Page.ClickAsync("button[name=provider][value=google]");
        await guest.Page.WaitForURLAsync("**/account");
        await Assertions.Expect(guest.Page.Locator("main")).ToContainTextAsync(guest.Name);
    }

    private static Task UnlinkAsync(IPage page, string provider) =>
        page.GetByRole(AriaRole.Button, new() { Name = $"Unlink {provider}", Exact = true }).ClickAsync();
}
