using System.Buffers.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Hosting;

internal static partial class Asking
{
    /// <summary>An authorization request with the challenge of RFC 7636 Appendix B.</summary>
    public static string Authorize(this Provider provider, string client, string scope = "openid profile", string more = "") =>
        $"{provider.Issuer}/connect/authorize?response_type=code&client_id={client}"
        + $"&redirect_uri={Uri.EscapeDataString($"https://{client}.test/callback")}&scope={Uri.EscapeDataString(scope)}&state=s1&nonce=n1"
        + $"&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256{more}";

    /// <summary>Posts a form as no page sends it: with exactly these fields, a token of the browser's page among them if there is one.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        this Provider provider, ScriptlessBrowser browser, string path, params (string Field, string Value)[] fields)
    {
        using var client = provider.NewClient(browser.Cookies);
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Field, field.Value)));
        return await client.PostAsync(path, form);
    }

    /// <summary>Redeems the code that the browser carries to its client, with the verifier of RFC 7636 Appendix B.</summary>
    /// <returns>What the token endpoint answers.</returns>
    public static async Task<JsonElement> RedeemAsync(this Provider provider, ScriptlessBrowser browser)
    {
        using var client = provider.NewClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = HttpUtility.ParseQueryString(browser.Location.Query)["code"]!,
            ["client_id"] = browser.Location.Host.Split('.')[0],
            ["redirect_uri"] = browser.Location.GetLeftPart(UriPartial.Path),
            ["code_verifier"] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        });
        using var answer = await client.PostAsync("/connect/token", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The claims of the id_token that the browser's code is redeemed for.</summary>
    public static async Task<JsonElement> IdTokenAsync(this Provider provider, ScriptlessBrowser browser)
    {
        var tokens = await provider.RedeemAsync(browser);
        return JsonElement.Parse(Base64Url.DecodeFromChars(tokens.GetProperty("id_token").GetString()!.Split('.')[1]));
    }

    public static string Token(this ScriptlessBrowser browser) =>
        browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>The page without what is random in every answer.</summary>
    public static string WithoutTokens(string html) => RandomValue().Replace(html, "\"\"");

    /// <summary>Makes a person of the test's own.</summary>
    public static async Task<string> RegisterAsync(this Provider provider, string userName, string password = Demo.OwnPassword)
    {
        var browser = provider.NewBrowser();
        await browser.OpenAsync($"{provider.Issuer}/register");
        await browser.SubmitAsync(("UserName", userName), ("Email", $"{userName}@example.com"), ("Password", password));
        Assert.EndsWith("/sign-in?registered=True", browser.Location.ToString(), StringComparison.Ordinal);
        return userName;
    }

    [GeneratedRegex("\"CfDJ8[^\"]*\"")]
    private static partial Regex RandomValue();
}
