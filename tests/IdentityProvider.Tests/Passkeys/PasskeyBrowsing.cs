using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;
using TestKit.Passkeys;

namespace IdentityProvider.Tests.Passkeys;

/// <summary>What the pages' script does, done by hand: asks for options with the page's token, and posts the answer as the page's form.</summary>
internal static class PasskeyBrowsing
{
    public const string SignInOptions = "/passkeys/sign-in-options";
    public const string RegistrationOptions = "/passkeys/registration-options";

    /// <summary>The page must be open that has the token.</summary>
    public static async Task<HttpResponseMessage> AskForOptionsAsync(this Provider provider, ScriptlessBrowser browser, string path, string? token = null)
    {
        using var client = provider.NewClient(browser.Cookies);
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("RequestVerificationToken", token ?? browser.Token());
        return await client.SendAsync(request);
    }

    public static async Task<string> OptionsAsync(this Provider provider, ScriptlessBrowser browser, string path)
    {
        using var answer = await provider.AskForOptionsAsync(browser, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A browser on the sign-in page.</summary>
    public static async Task<ScriptlessBrowser> OnSignInPageAsync(this Provider provider, string query = "")
    {
        var browser = provider.NewBrowser();
        return await browser.OpenAsync($"{provider.Issuer}/sign-in{query}");
    }

    /// <summary>Signs in with a passkey, as the button does.</summary>
    public static async Task<HttpResponseMessage> SignInByPasskeyAsync(
        this Provider provider, ScriptlessBrowser browser, SoftwareAuthenticator device, WrongAnswer? wrong = null, string query = "") =>
        await provider.PostCredentialAsync(browser, device.Get(await provider.OptionsAsync(browser, SignInOptions), wrong), query);

    public static Task<HttpResponseMessage> PostCredentialAsync(this Provider provider, ScriptlessBrowser browser, string credential, string query = "") =>
        provider.PostAsync(browser, $"/sign-in/passkey{query}", ("credential", credential), ("__RequestVerificationToken", browser.Token()));

    /// <summary>A person of the test's own with a passkey, and the browser in which it was made.</summary>
    public static async Task<(SoftwareAuthenticator Device, ScriptlessBrowser Browser)> WithPasskeyAsync(
        this Provider provider, string userName, SoftwareAuthenticator? device = null)
    {
        await provider.RegisterAsync(userName);
        var browser = await provider.SignInAsync(userName);
        return (await provider.AddPasskeyAsync(browser, device), browser);
    }

    public static async Task<SoftwareAuthenticator> AddPasskeyAsync(this Provider provider, ScriptlessBrowser browser, SoftwareAuthenticator? device = null)
    {
        device ??= new SoftwareAuthenticator(provider.Issuer);
        await browser.OpenAsync($"{provider.Issuer}/account/passkeys");
        await browser.SubmitAsync(("credential", device.Create(await provider.OptionsAsync(browser, RegistrationOptions))));
        Assert.Equal("?done=added", browser.Location.Query);
        return device;
    }

    public static bool HasSession(this HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies)
        && cookies.Any(cookie => cookie.StartsWith("__Host-identity=", StringComparison.Ordinal) && !cookie.StartsWith("__Host-identity=;", StringComparison.Ordinal));
}
