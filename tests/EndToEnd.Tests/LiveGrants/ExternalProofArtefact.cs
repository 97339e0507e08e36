using System.Net;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Upstream;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>What a browser has proved to own elsewhere, held by its cookie.</summary>
internal sealed class ExternalProofArtefact(Person person, ScriptlessBrowser browser) : Artefact(person)
{
    private const string CookieName = "__Host-external-proof";

    // Read at once: the cookie goes when the proof is used.
    public override string Value { get; } = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == CookieName).Value;

    public override string? ExpireSql => "UPDATE external_proofs SET expires_at = now() - interval '1 second'";

    public static async Task<ExternalProofArtefact> ObtainAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid"); // so that there is something to end
        var issuer = person.Product.Installation.Issuer;
        person.Product.Upstream.Google.Person = new UpstreamPerson(person.UserName, $"{person.UserName}@elsewhere.test");
        var browser = new ScriptlessBrowser(new Uri(issuer), new Uri(person.Product.Upstream.Address));
        await browser.OpenAsync($"{issuer}/sign-in");
        await browser.SubmitAsync(("provider", "google"));
        await browser.OpenAsync(browser.Page.QuerySelector("a.button-primary")!.GetAttribute("href")!);
        Assert.Equal("/external-login", browser.Location.AbsolutePath);
        return new ExternalProofArtefact(person, browser);
    }

    public static async Task<HttpResponseMessage> ShowAsync(HttpClient instance, string handle)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/external-login");
        request.Headers.Add("Cookie", $"{CookieName}={handle}");
        return await instance.SendAsync(request);
    }

    /// <summary>Works means that the page shows what was proved, and lets it become an account.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var answer = await ShowAsync(instance, Value);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public override async Task UseAsync(HttpClient instance)
    {
        await browser.SubmitAsync(("UserName", $"{Person.UserName}-e"));
        Assert.NotEqual("/external-login", browser.Location.AbsolutePath);
    }

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        throw new InvalidOperationException("It is a browser's, and no client's.");

}
