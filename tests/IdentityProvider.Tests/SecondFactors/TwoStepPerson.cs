using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;
using TestKit.SecondFactors;

namespace IdentityProvider.Tests.SecondFactors;

/// <summary>A person of the test's own who has set an authenticator app up, and the browser in which that was done.</summary>
internal sealed record TwoStepPerson(Provider Provider, string UserName, AuthenticatorApp App, IReadOnlyList<string> RecoveryCodes, ScriptlessBrowser Browser)
    : IDisposable
{
    public static async Task<TwoStepPerson> MakeAsync(Provider provider, string userName)
    {
        await provider.RegisterAsync(userName);
        var browser = await provider.SignInAsync(userName);
        await browser.OpenAsync($"{provider.Issuer}/account/second-factor/app");
        var (app, codes) = await SetUpAsync(browser);
        return new TwoStepPerson(provider, userName, app, codes, browser);
    }

    /// <summary>Sets an app up in the page that is open, and reads the recovery codes that are then shown.</summary>
    public static async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> SetUpAsync(ScriptlessBrowser browser)
    {
        var app = new AuthenticatorApp(browser.Page.QuerySelector(".steps .code")!.TextContent);
        await browser.SubmitAsync(("Code", await app.NextAsync()));
        return (app, [.. browser.Page.QuerySelectorAll("[data-codes] li").Select(item => item.TextContent.Trim())]);
    }

    /// <summary>A browser in which the password is proved and the second step is due.</summary>
    public async Task<ScriptlessBrowser> BeginAsync(ScriptlessBrowser? browser = null, string returnUrl = "/account")
    {
        browser ??= Provider.NewBrowser();
        await browser.OpenAsync($"{Provider.Issuer}/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await browser.SubmitAsync(("UserName", UserName), ("Password", Demo.OwnPassword));
        return browser;
    }

    public void Dispose() => Browser.Dispose();
}
