using System.Web;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>An authorization request that waits for its person, held by the address of the sign-in page.</summary>
internal sealed class TransactionArtefact(Person person, Uri signInPage) : Artefact(person)
{
    public override string Value => HttpUtility.ParseQueryString(HttpUtility.ParseQueryString(signInPage.Query)["returnUrl"]!.Split('?')[1])["transaction"]!;

    public override string? ExpireSql => "UPDATE sign_in_transactions SET expires_at = now() - interval '1 second'";

    public static async Task<TransactionArtefact> ObtainAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid"); // so that there is something to end
        using var stranger = person.Product.NewBrowser();
        await stranger.OpenAsync(new CodeFlow(person.Product.Installation.Issuer, Owner, "openid profile.api").Url);
        return new TransactionArtefact(person, stranger.Location);
    }

    /// <summary>Works means that somebody signs in and the waiting app gets its code from this instance: the request waits for no one in particular.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var browser = Person.Product.NewBrowser();
        await browser.OpenAsync($"{Person.Product.Installation.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", "alice"), ("Password", "Pass123$"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/connect/authorize?transaction={Value}");
        request.Headers.Add("Cookie", browser.Cookies.GetCookieHeader(new Uri(Person.Product.Installation.Issuer)));
        using var answer = await instance.SendAsync(request);
        return answer.Headers.Location is { IsAbsoluteUri: true } location && HttpUtility.ParseQueryString(location.Query)["code"] is not null;
    }

    public override async Task UseAsync(HttpClient instance) => Assert.True(await WorksAsync(instance));

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        throw new InvalidOperationException("A waiting request names its client itself.");
}
