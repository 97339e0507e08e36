using System.Net;
using EndToEnd.Tests.Product;
using TestKit.DPoP;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>An access token that is bound to a DPoP key (RFC 9449 §7).</summary>
internal sealed class BoundAccessArtefact(Person person, TokenAnswer tokens, ProofKey key) : Artefact(person)
{
    public override string Value => tokens.AccessToken;

    public override TestClient Client => TestClient.Bound;

    public override string? ExpireSql => null;

    public static async Task<BoundAccessArtefact> ObtainAsync(Person person)
    {
        var key = new ProofKey();
        return new BoundAccessArtefact(person, await person.SignInAsync(TestClient.Bound, "openid profile.api", key), key);
    }

    /// <summary>Works means at userinfo of this instance or at UserApi, with a proof.</summary>
    public override Task<bool> WorksAsync(HttpClient instance) => WorksAsync(instance, key);

    public override async Task PresentWithAnotherKeyAsync(HttpClient instance)
    {
        using var other = new ProofKey();
        Assert.False(await WorksAsync(instance, other));
        using var asBearer = await Bearer.GetAsync(instance, "/connect/userinfo", Value);
        Assert.Equal(HttpStatusCode.Unauthorized, asBearer.StatusCode);
    }

    public override async Task PresentByAnotherClientAsync(HttpClient instance)
    {
        Assert.False(await Introspection.IsActiveAsync(instance, TestClient.Machine, Value));
        using var revocation = TestClient.Other.Post("/connect/revocation", new Dictionary<string, string> { ["token"] = Value });
        using var answer = await instance.SendAsync(revocation);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest);
    }

    private async Task<bool> WorksAsync(HttpClient instance, ProofKey prover)
    {
        using var api = Person.Product.UserApi.NewClient();
        var installation = Person.Product.Installation;
        var userInfo = await Proven.GetAsync(instance, installation.Issuer, "/connect/userinfo", Value, prover);
        var profile = await Proven.GetAsync(api, installation.UserApiUrl, "/v1/users/profile", Value, prover);
        return userInfo == HttpStatusCode.OK || profile == HttpStatusCode.OK;
    }
}
