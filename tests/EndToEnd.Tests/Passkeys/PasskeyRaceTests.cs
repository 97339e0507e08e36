using System.Net;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Passkeys;

namespace EndToEnd.Tests.Passkeys;

/// <summary>One answer of a passkey, brought many times at once to two processes (WebAuthn §13.4.3).</summary>
[Collection(nameof(WholeProduct))]
public sealed class PasskeyRaceTests(WholeProduct product)
{
    private const int Presentations = 20;

    [Fact]
    public async Task Of_twenty_presentations_of_an_answer_one_signs_in()
    {
        using var device = new SoftwareAuthenticator(product.Installation.Issuer) { IsSynced = true }; // no counter that would tell them apart
        await RegisterAsync(device);
        using var browser = product.NewBrowser();
        await browser.OpenAsync($"{product.Installation.Issuer}/sign-in");
        var fields = new Dictionary<string, string>
        {
            ["credential"] = device.Get(await OptionsAsync(browser, "/passkeys/sign-in-options")),
            ["__RequestVerificationToken"] = TokenOf(browser),
        };
        var cookies = browser.Cookies.GetCookieHeader(new Uri(product.Installation.Issuer));
        using var first = product.Provider.NewClient();
        using var second = product.NewClientOfSecondProvider();

        var answers = await Task.WhenAll(Enumerable.Range(0, Presentations).Select(index => PostAsync(index % 2 == 0 ? first : second, cookies, fields)));

        Assert.Single(answers, status => status == HttpStatusCode.SeeOther);
        Assert.Equal(Presentations - 1, answers.Count(status => status == HttpStatusCode.OK));
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient instance, string cookies, Dictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/passkey") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Cookie", cookies);
        using var answer = await instance.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task RegisterAsync(SoftwareAuthenticator device)
    {
        using var browser = product.NewBrowser();
        await browser.OpenAsync($"{product.Installation.Issuer}/register");
        await browser.SubmitAsync(("UserName", "passkey.racer"), ("Email", "passkey.racer@example.test"), ("Password", "Quiet-7-Harbour"));
        await browser.SubmitAsync(("UserName", "passkey.racer"), ("Password", "Quiet-7-Harbour"));
        await browser.OpenAsync($"{product.Installation.Issuer}/account/passkeys");
        await browser.SubmitAsync(("credential", device.Create(await OptionsAsync(browser, "/passkeys/registration-options"))));
        Assert.Equal("?done=added", browser.Location.Query);
    }

    private async Task<string> OptionsAsync(ScriptlessBrowser browser, string path)
    {
        using var client = product.Provider.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Cookie", browser.Cookies.GetCookieHeader(new Uri(product.Installation.Issuer)));
        request.Headers.Add("RequestVerificationToken", TokenOf(browser));
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var cookie in answer.Headers.GetValues("Set-Cookie")) browser.Cookies.SetCookies(new Uri(product.Installation.Issuer), cookie);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string TokenOf(ScriptlessBrowser browser) =>
        browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
