using System.Net;
using EndToEnd.Tests.Product;
using TestKit.Browsing;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>A sign-in whose password was proved and whose second step is due, held by its cookie.</summary>
internal sealed class HalfSignInArtefact(Person person, ScriptlessBrowser browser) : Artefact(person)
{
    private const string Cookie = "__Host-identity-step";

    private readonly string _handle = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == Cookie).Value;

    public override string Value => _handle;

    public override string? ExpireSql => "UPDATE partial_sign_ins SET expires_at = now() - interval '1 second'";

    public static async Task<HalfSignInArtefact> ObtainAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid profile.api"); // so that there is something to end
        await person.SetUpSecondFactorAsync();
        return new HalfSignInArtefact(person, await person.BeginSecondStepAsync());
    }

    /// <summary>Works means that the code is asked for, instead of the password.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/second-step");
        request.Headers.Add("Cookie", $"{Cookie}={Value}");
        using var answer = await instance.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public override Task UseAsync(HttpClient instance) => Person.TakeSecondStepAsync(browser);

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        throw new InvalidOperationException("Half a sign-in belongs to no client.");
}
