using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>Something live that somebody holds. <see cref="WorksAsync"/> uses it as its owner would, at one instance.</summary>
internal abstract class Artefact(Person person)
{
    public static TestClient Owner => TestClient.Web;

    /// <summary>Whose it is.</summary>
    public virtual TestClient Client => Owner;

    protected Person Person { get; } = person;

    /// <summary>The value by which it is presented.</summary>
    public abstract string Value { get; }

    public abstract Task<bool> WorksAsync(HttpClient instance);

    /// <summary>Its ordinary first use, where a second one is another matter.</summary>
    public virtual Task UseAsync(HttpClient instance) => WorksAsync(instance);

    /// <summary>Presents it as another client would.</summary>
    public abstract Task PresentByAnotherClientAsync(HttpClient instance);

    /// <summary>Presents it as its client would, but with a proof of another key.</summary>
    public virtual Task PresentWithAnotherKeyAsync(HttpClient instance) =>
        throw new InvalidOperationException("It is bound to no key.");

    /// <summary>Signs its person out. As an app does that no longer has the id_token: the person is asked, and says yes.</summary>
    public virtual async Task SignOutAsync()
    {
        await Person.Browser.OpenAsync($"{Person.Product.Installation.Issuer}/connect/endsession");
        await Person.Browser.SubmitAsync(Person.Browser.Page.Forms[0]!);
        Assert.Equal(HttpStatusCode.OK, Person.Browser.Status);
    }

    /// <summary>SQL that makes its time run out; null where waiting is the only way.</summary>
    public abstract string? ExpireSql { get; }

    public static async Task<Artefact> ObtainAsync(string name, Person person) => name switch
    {
        "authorization code" => await CodeArtefact.ObtainAsync(person),
        "refresh token" => new RefreshArtefact(person, await person.SignInAsync(Owner, "openid profile.api")),
        "refresh token with offline_access" => new RefreshArtefact(person, await person.SignInAsync(Owner, "openid offline_access profile.api")),
        "refresh token of a first-party app" => await FirstPartyRefreshArtefact.ObtainAsync(person),
        "access token of a session" => new AccessArtefact(person, await person.SignInAsync(Owner, "openid profile.api")),
        "access token of a client" => await ClientAccessArtefact.ObtainAsync(person),
        "access token bound by DPoP" => await BoundAccessArtefact.ObtainAsync(person),
        "refresh token of a public client with DPoP" => await BoundRefreshArtefact.ObtainAsync(person),
        "session" => await SessionArtefact.ObtainAsync(person),
        "half sign-in" => await HalfSignInArtefact.ObtainAsync(person),
        "remembered browser" => await RememberedBrowserArtefact.ObtainAsync(person),
        "pushed request" => await PushedArtefact.ObtainAsync(person),
        "device code that waits" => await DeviceCodeArtefact.ObtainAsync(person, isApproved: false),
        "device code that was approved" => await DeviceCodeArtefact.ObtainAsync(person, isApproved: true),
        "registration access token" => await RegistrationTokenArtefact.ObtainAsync(person),
        "initial access token" => await InitialTokenArtefact.ObtainAsync(person),
        "proof of an account elsewhere" => await ExternalProofArtefact.ObtainAsync(person),
        "link to a new password" => await MailLinkArtefact.ObtainResetAsync(person),
        "link that proves an address" => await MailLinkArtefact.ObtainProofAsync(person),
        "passkey challenge" => await PasskeyChallengeArtefact.ObtainAsync(person),
        "sign-in transaction" => await TransactionArtefact.ObtainAsync(person),
        _ => throw new InvalidOperationException($"The table names '{name}', which no test knows how to obtain."),
    };

    protected static async Task AssertRefusedAsync(Task<TokenAnswer> attempt)
    {
        var answer = await attempt;
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_grant", answer.Error);
    }
}
