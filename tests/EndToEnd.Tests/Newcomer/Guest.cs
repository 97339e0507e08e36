using EndToEnd.Tests.Pages;
using Microsoft.Playwright;
using TestKit.SecondFactors;

namespace EndToEnd.Tests.Newcomer;

/// <summary>Somebody who comes for the first time, and the browser in front of them.</summary>
internal sealed class Guest(Platform platform, IPage page)
{
    public const string Password = "Quiet-7-Harbour";

    public string Name { get; private init; } = $"newcomer.{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^16..]}";

    public string Address => $"{Name}@example.test";

    public IPage Page { get; } = page;

    /// <summary>Has an account, and is signed in.</summary>
    public static async Task<Guest> SettledAsync(Platform platform, IPage page)
    {
        var guest = new Guest(platform, page);
        await guest.GoAsync("/register");
        await guest.FillRegistrationAsync();
        await guest.SignInAsync();
        return guest;
    }

    /// <summary>Proves the address by the letter of welcome.</summary>
    public async Task ConfirmAddressAsync()
    {
        await FollowMailAsync("Confirm your e-mail address");
        await SubmitAsync();
        await Assertions.Expect(Page.GetByText("Your e-mail address is confirmed.")).ToBeVisibleAsync();
    }

    /// <summary>The same person before another browser.</summary>
    public Guest At(IPage page) => new(platform, page) { Name = Name };

    public Task GoAsync(string path) => Page.GotoAsync(platform.Issuer + path);

    /// <summary>Opens a page of the account, for which there must be a session.</summary>
    public async Task OpenAsync(string path)
    {
        await GoAsync(path);
        Assert.StartsWith(platform.Issuer + path, Page.Url, StringComparison.Ordinal);
    }

    /// <summary>On the page of registration.</summary>
    public async Task FillRegistrationAsync()
    {
        await Page.FillAsync("[name=UserName]", Name);
        await Page.FillAsync("[name=Email]", Address);
        await Page.FillAsync("[name=Password]", Password);
        await SubmitAsync();
        await Page.WaitForURLAsync("**/sign-in?*registered=True*");
    }

    /// <summary>Proves the password, on the sign-in page.</summary>
    public Task ProveAsync(string password = Password, string? name = null) => PageUnderTest.SubmitSignInAsync(Page, name ?? Name, password);

    /// <summary>Goes to sign in and proves the password.</summary>
    public async Task BeginAsync(string password = Password)
    {
        await GoAsync("/sign-in?returnUrl=%2Faccount");
        await ProveAsync(password);
    }

    public async Task SignInAsync(string password = Password)
    {
        await BeginAsync(password);
        await Page.WaitForURLAsync("**/account");
    }

    public async Task SignOutAsync()
    {
        await GoAsync("/sign-out");
        await SubmitAsync();
        await Page.WaitForURLAsync("**/signed-out*");
    }

    public async Task ExpectSignedOutAsync()
    {
        for (var attempt = 0; attempt < 240; attempt++) // what another app has ended is known here within five seconds
        {
            await GoAsync("/account");
            if (Page.Url.Contains("/sign-in", StringComparison.Ordinal)) break;
            await Task.Delay(250);
        }

        await Assertions.Expect(Page.Locator("[name=Password]")).ToBeVisibleAsync();
    }

    /// <summary>The one button of the page that goes on.</summary>
    public Task SubmitAsync() => Page.ClickAsync("main button[type=submit].button-primary");

    public async Task TypeCodeAsync(string code)
    {
        await Page.FillAsync("[name=Code]", code);
        await SubmitAsync();
    }

    /// <summary>Sets an authenticator app up from its manual key.</summary>
    public async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> AddAppAsync()
    {
        await OpenAsync("/account/second-factor/app");
        await Assertions.Expect(Page.Locator("svg.qr")).ToBeVisibleAsync();
        var app = new AuthenticatorApp(await Page.Locator(".steps .code").InnerTextAsync());
        await TypeCodeAsync(await app.NextAsync());
        await Assertions.Expect(Page.Locator("[data-codes] li")).ToHaveCountAsync(10);
        return (app, [.. (await Page.Locator("[data-codes] li").AllInnerTextsAsync()).Select(code => code.Trim())]);
    }

    /// <summary>Asks as the demonstration's web app would, which does not run: in its place is an empty page.</summary>
    public Task GoToAppAsync(string more = "") =>
        GoAsync($"/connect/authorize?response_type=code&client_id=webapp&redirect_uri={Uri.EscapeDataString(platform.AppCallback)}&scope=openid%20profile"
            + $"&state=s&nonce=n&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256{more}");

    /// <summary>Agrees, and comes back to the app.</summary>
    public async Task AllowAsync()
    {
        await Page.ClickAsync("[name=decision][value=allow]");
        await ArriveAtAppAsync();
    }

    public Task ArriveAtAppAsync() => Page.WaitForURLAsync($"{platform.AppCallback}?*code=*");

    /// <summary>Finds a mail in the list of the installation, and opens it in this window.</summary>
    public async Task OpenMailAsync(string subject, string? address = null)
    {
        var mail = Page.Locator("main .item").Filter(new() { HasText = $"To {address ?? Address}" })
            .GetByRole(AriaRole.Link, new() { Name = subject, Exact = true }).First;
        for (var attempt = 0; attempt < 240; attempt++) // it may be on its way
        {
            await GoAsync("/development/mail");
            if (await mail.CountAsync() > 0) break;
            await Task.Delay(250);
        }

        await mail.ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = subject })).ToBeVisibleAsync();
    }

    /// <summary>Finds a mail and follows its link.</summary>
    public async Task FollowMailAsync(string subject, string? address = null)
    {
        await OpenMailAsync(subject, address);
        await Page.Locator("main .stack-tight a").First.ClickAsync();
    }
}
