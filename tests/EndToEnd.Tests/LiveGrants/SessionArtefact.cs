using System.Web;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

internal sealed class SessionArtefact(Person person, string handle) : Artefact(person)
{
    public override string Value => handle;

    public override string? ExpireSql => "UPDATE sessions SET expires_at = now() - interval '1 second', idle_expires_at = now() - interval '1 second'";

    public static async Task<SessionArtefact> ObtainAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid profile.api");
        var cookies = person.Browser.Cookies.GetCookies(new Uri(person.Product.Installation.Issuer));
        return new SessionArtefact(person, cookies.Single(cookie => cookie.Name == "__Host-identity").Value);
    }

    /// <summary>Works means that an app is signed in to without a page; asked with the cookie alone, so that any instance can be asked.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        var authorization = new CodeFlow(Person.Product.Installation.Issuer, TestClient.StillEnabled, "openid", ("prompt", "none"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(authorization.Url).PathAndQuery);
        request.Headers.Add("Cookie", $"__Host-identity={Value}");
        using var answer = await instance.SendAsync(request);
        return answer.Headers.Location is { IsAbsoluteUri: true } location && HttpUtility.ParseQueryString(location.Query)["code"] is not null;
    }

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        throw new InvalidOperationException("A session belongs to no client.");
}
