using System.Net;
using AngleSharp.Html.Parser;
using EndToEnd.Tests.Product;
using TestKit.Certificates;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>A browser that leaves the second step out, held by its cookie.</summary>
internal sealed class RememberedBrowserArtefact(Person person, string handle) : Artefact(person)
{
    private const string Cookie = "__Host-identity-remembered";

    public override string Value => handle;

    public override string? ExpireSql => "UPDATE remembered_devices SET expires_at = now() - interval '1 second'";

    public static async Task<RememberedBrowserArtefact> ObtainAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid profile.api"); // so that there is something to end
        await person.SetUpSecondFactorAsync();
        await person.SignInAsync(Owner, "openid profile.api"); // what was granted before has ended
        using var browser = await person.BeginSecondStepAsync();
        await person.TakeSecondStepAsync(browser, ("Remember", "true"));
        return new RememberedBrowserArtefact(person, browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == Cookie).Value);
    }

    /// <summary>Works means that the password alone leads home, in a browser that has this cookie and no other.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var browser = new HttpClient(LoopbackCertificates.Instance.NewHandler(new CookieContainer())) { BaseAddress = instance.BaseAddress };
        browser.DefaultRequestHeaders.Host = instance.DefaultRequestHeaders.Host;
        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync("/sign-in"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["UserName"] = Person.UserName,
                ["Password"] = Person.Password,
                ["__RequestVerificationToken"] = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
            }),
        };
        request.Headers.Add("Cookie", $"{Cookie}={Value}");
        using var answer = await browser.SendAsync(request);
        return answer.Headers.Location?.OriginalString == "/";
    }

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        throw new InvalidOperationException("A remembered browser belongs to no client.");
}
