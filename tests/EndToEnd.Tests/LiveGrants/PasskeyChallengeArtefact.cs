using EndToEnd.Tests.Passkeys;
using EndToEnd.Tests.Product;
using TestKit.Passkeys;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>A challenge that was given to a browser, and the answer of the person's passkey to it.</summary>
internal sealed class PasskeyChallengeArtefact(Person person, Submission answer, string handle) : Artefact(person)
{
    private const string Cookie = "__Host-identity-passkey";

    public override string Value => handle;

    public override string? ExpireSql => "UPDATE passkey_challenges SET expires_at = now() - interval '1 second'";

    public static async Task<PasskeyChallengeArtefact> ObtainAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid profile.api");
        using var device = new SoftwareAuthenticator(person.Product.Installation.Issuer) { IsSynced = true };
        await PasskeyPages.AddAsync(person.Product, person.Browser, device);
        using var browser = person.Product.NewBrowser();
        var answer = await PasskeyPages.AnswerAsync(person.Product, browser, device);
        return new PasskeyChallengeArtefact(person, answer, browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == Cookie).Value);
    }

    /// <summary>Works means that the answer signs the person in.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance) => await answer.SendAsync(instance) is not null;

    public override async Task UseAsync(HttpClient instance) => Assert.True(await WorksAsync(instance));

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        throw new InvalidOperationException("A challenge is a browser's, and no client's.");
}
