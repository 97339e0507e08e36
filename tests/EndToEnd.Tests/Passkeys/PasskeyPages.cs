using System.Net;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Passkeys;

namespace EndToEnd.Tests.Passkeys;

/// <summary>What the script of the pages does for a passkey, done for a browser without script.</summary>
internal static class PasskeyPages
{
    /// <summary>Gives the person who is signed in here this passkey.</summary>
    public static async Task AddAsync(WholeProduct product, ScriptlessBrowser browser, SoftwareAuthenticator device)
    {
        await browser.OpenAsync($"{product.Installation.Issuer}/account/passkeys");
        await browser.SubmitAsync(("credential", device.Create(await OptionsAsync(product, browser, "/passkeys/registration-options"))));
        Assert.Equal("?done=added", browser.Location.Query);
    }

    /// <summary>The sign-in page with the device's answer filled in, not yet sent.</summary>
    public static async Task<Submission> AnswerAsync(WholeProduct product, ScriptlessBrowser browser, SoftwareAuthenticator device)
    {
        await browser.OpenAsync($"{product.Installation.Issuer}/sign-in");
        var credential = device.Get(await OptionsAsync(product, browser, "/passkeys/sign-in-options"));
        var fields = new Dictionary<string, string> { ["credential"] = credential, ["__RequestVerificationToken"] = TokenOf(browser) };
        return new Submission("/sign-in/passkey", browser.Cookies.GetCookieHeader(new Uri(product.Installation.Issuer)), fields);
    }

    private static async Task<string> OptionsAsync(WholeProduct product, ScriptlessBrowser browser, string path)
    {
        var issuer = new Uri(product.Installation.Issuer);
        using var client = product.Provider.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Cookie", browser.Cookies.GetCookieHeader(issuer));
        request.Headers.Add("RequestVerificationToken", TokenOf(browser));
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var cookie in answer.Headers.GetValues("Set-Cookie")) browser.Cookies.SetCookies(issuer, cookie);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string TokenOf(ScriptlessBrowser browser) =>
        browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
