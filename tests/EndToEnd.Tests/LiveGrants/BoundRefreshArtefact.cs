using System.Net;
using EndToEnd.Tests.Product;
using TestKit.DPoP;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>A refresh token of a public client, bound to its DPoP key (RFC 9449 §5).</summary>
internal sealed class BoundRefreshArtefact(Person person, TokenAnswer tokens, ProofKey key) : Artefact(person)
{
    public override string Value => tokens.RefreshToken;

    public override TestClient Client => TestClient.Bound;

    public override string? ExpireSql => "UPDATE grants SET refresh_sliding_expiry = now() - interval '1 second'";

    public static async Task<BoundRefreshArtefact> ObtainAsync(Person person)
    {
        var key = new ProofKey();
        return new BoundRefreshArtefact(person, await person.SignInAsync(TestClient.Bound, "openid profile.api", key), key);
    }

    public override async Task<bool> WorksAsync(HttpClient instance) => (await RefreshAsync(instance, key)).Status == HttpStatusCode.OK;

    /// <summary>Used, and so long ago that a repetition is no longer a lost answer.</summary>
    public override async Task UseAsync(HttpClient instance)
    {
        Assert.True(await WorksAsync(instance));
        await Person.Product.ExecuteAsync("UPDATE grants SET refresh_rotated_at = refresh_rotated_at - interval '1 minute'");
    }

    public override async Task PresentWithAnotherKeyAsync(HttpClient instance)
    {
        using var other = new ProofKey();
        await AssertRefusedAsync(RefreshAsync(instance, other));
        await AssertRefusedAsync(TokenAnswer.RefreshAsync(instance, Client, Value)); // without any
    }

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        AssertRefusedAsync(TokenAnswer.RefreshAsync(instance, TestClient.Other, Value, Proven.ForToken(Person.Product, key)));

    private Task<TokenAnswer> RefreshAsync(HttpClient instance, ProofKey prover) =>
        TokenAnswer.RefreshAsync(instance, Client, Value, Proven.ForToken(Person.Product, prover));
}
