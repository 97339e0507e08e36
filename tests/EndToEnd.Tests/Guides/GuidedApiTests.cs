using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Product;
using EndToEnd.Tests.Samples;
using EndToEnd.Tests.ThirdParty;
using TestKit.Ports;

namespace EndToEnd.Tests.Guides;

/// <summary>The APIs that docs/apis shows do what it says: with our tokens, and with those of an issuer that makes any token (RFC 9068 §4, RFC 6750 §3.1).</summary>
[Collection(nameof(ThirdParties))]
public sealed class GuidedApiTests(ThirdParties parties)
{
    private static readonly TestClient Guest = new("library-guest", ThirdPartyClients.SecretOf("library-guest"), "https://card.test/callback");

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task Our_tokens_are_taken_for_what_they_are(string language)
    {
        await using var api = await GuidedApi.StartAsync(language, parties.Issuer);
        using var provider = parties.Provider.NewClient();

        var answer = await api.AskAsync("Bearer " + await TokenForAsync(provider, "orders.read orders.write"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Guest.Id, JsonDocument.Parse(answer.Body).RootElement.GetProperty("of").GetString());

        Assert.Equal((HttpStatusCode.Forbidden, "Bearer error=\"insufficient_scope\", scope=\"orders.read\"", ""),
            await api.AskAsync("Bearer " + await TokenForAsync(provider, "orders.write")));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\"", ""),
            await api.AskAsync("Bearer " + await TokenForAsync(provider, "books.read")));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer", ""), await api.AskAsync(null));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer", ""), await api.AskAsync("Basic YTpi"));
    }

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task A_person_s_token_is_taken_and_their_id_token_is_not(string language)
    {
        await using var api = await GuidedApi.StartAsync(language, parties.Issuer);
        using var browser = parties.NewBrowser();
        using var provider = parties.Provider.NewClient();
        var authorization = new CodeFlow(parties.Issuer, Guest, "openid orders.read");
        var tokens = await TokenAnswer.AskAsync(provider, Guest, authorization.Redeem(await browser.SignInAsync(authorization.Url, "alice", "Pass123$")));

        Assert.Equal(HttpStatusCode.OK, (await api.AskAsync($"Bearer {tokens.AccessToken}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.AskAsync($"Bearer {tokens.IdToken}")).Status);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task No_token_with_one_thing_wrong_is_taken(string language)
    {
        await using var issuer = new FakeIssuer(FreePorts.Take(1)[0]);
        await issuer.StartAsync();
        await using var api = await GuidedApi.StartAsync(language, issuer.Address);

        foreach (var (name, token) in WrongTokens.Of(issuer)) await RefusedAsync(api, token, HttpStatusCode.Unauthorized, name);
        foreach (var (scope, token) in WrongTokens.OfTooLittleScope(issuer)) await RefusedAsync(api, token, HttpStatusCode.Forbidden, $"for '{scope}'");

        var bound = issuer.Claims();
        bound["cnf"] = new JsonObject { ["jkt"] = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" };
        await RefusedAsync(api, issuer.Sign(FakeIssuer.Header(), bound), HttpStatusCode.Unauthorized, "bound to a key");

        Assert.Equal(HttpStatusCode.OK, (await api.AskAsync("Bearer " + issuer.Sign(FakeIssuer.Header(), issuer.Claims()))).Status);
    }

    private static async Task RefusedAsync(GuidedApi api, string token, HttpStatusCode expected, string name)
    {
        var (status, challenge, _) = await api.AskAsync($"Bearer {token}");
        Assert.True(status == expected, $"A token {name} was answered with {status} {challenge}.");
    }

    private static async Task<string> TokenForAsync(HttpClient provider, string scope) =>
        (await TokenAnswer.AskAsync(provider, Guest, new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = scope })).AccessToken;
}
