using OidcEngine.Tests.Fakes;
using OidcEngine.Tests.Host;
using TestKit.DPoP;

namespace OidcEngine.Tests.DPoP;

/// <summary>Bound tokens at this server's own protected resource, RFC 9449 §7, and what introspection says of them (§6.2).</summary>
public sealed class DPoPUserInfoTests : IAsyncLifetime
{
    private readonly ProofKey _key = new();
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        return _host.DisposeAsync();
    }

    [Theory] // RFC 9110 §11.1: the name of a scheme has no case
    [InlineData("DPoP")]
    [InlineData("dpop")]
    public async Task A_bound_token_is_taken_with_a_proof_of_its_key(string scheme)
    {
        var token = await BoundTokenAsync();
        var answer = await _host.UserInfoAsync($"{scheme} {token}", _host.ProveUserInfo(_key, token));
        Assert.Equal((200, "alice"), (answer.Status, answer.Text("sub")));
    }

    [Fact] // §7.2
    public async Task A_bound_token_is_no_bearer_token()
    {
        var token = await BoundTokenAsync();
        Refused(await _host.UserInfoAsync($"Bearer {token}"), "Bearer", "invalid_token");
        Refused(await _host.UserInfoAsync($"Bearer {token}", _host.ProveUserInfo(_key, token)), "Bearer", "invalid_token");
        var form = await Answer.OfAsync(await _host.PostAsync("/connect/userinfo", [new("access_token", token)]));
        Refused(form, "Bearer", "invalid_token");
    }

    [Fact] // §7.1
    public async Task A_token_bound_to_another_key_is_refused()
    {
        var token = await BoundTokenAsync();
        using var thief = new ProofKey();
        Refused(await _host.UserInfoAsync($"DPoP {token}", _host.ProveUserInfo(thief, token)), "DPoP", "invalid_token");
    }

    [Fact] // §4.3 items 1, 8, 9 and 12
    public async Task A_proof_that_is_not_for_this_request_is_refused()
    {
        var token = await BoundTokenAsync();
        var other = await BoundTokenAsync();
        string[] wrong =
        [
            _key.Prove("GET", BoundCalls.UserInfoUri, _host.Time.GetUtcNow()), // without ath
            _host.ProveUserInfo(_key, other),
            _key.Prove("POST", BoundCalls.UserInfoUri, _host.Time.GetUtcNow(), token),
            _key.Prove("GET", BoundCalls.TokenUri, _host.Time.GetUtcNow(), token),
            "x",
        ];
        foreach (var proof in wrong) Refused(await _host.UserInfoAsync($"DPoP {token}", proof), "DPoP", "invalid_dpop_proof");
        Refused(await _host.UserInfoAsync($"DPoP {token}"), "DPoP", "invalid_dpop_proof");
        var one = _host.ProveUserInfo(_key, token);
        Refused(await _host.UserInfoAsync($"DPoP {token}", one, _host.ProveUserInfo(_key, token)), "DPoP", "invalid_dpop_proof");
        Assert.Single(_host.Get<InMemoryTakenIds>().Taken.Keys.Select(taken => taken.Owner).Distinct());
        Assert.Equal(2, _host.Get<InMemoryTakenIds>().Taken.Count); // those of the two token requests
        Assert.Equal(200, (await _host.UserInfoAsync($"DPoP {token}", one)).Status);
    }

    [Fact] // §11.1
    public async Task A_proof_counts_once()
    {
        var token = await BoundTokenAsync();
        var proof = _host.ProveUserInfo(_key, token);
        Assert.Equal(200, (await _host.UserInfoAsync($"DPoP {token}", proof)).Status);
        Refused(await _host.UserInfoAsync($"DPoP {token}", proof), "DPoP", "invalid_dpop_proof");
    }

    [Fact]
    public async Task A_bearer_token_is_refused_by_the_scheme_dpop()
    {
        var token = (await _host.TokensAsync(TestClients.Spa)).AccessToken;
        Refused(await _host.UserInfoAsync($"DPoP {token}", _host.ProveUserInfo(_key, token)), "DPoP", "invalid_token");
    }

    [Theory]
    [InlineData("DPoP")]
    [InlineData("DPoP ")]
    [InlineData("DPoP not-a-token")]
    public async Task What_is_no_token_is_refused(string authorization) =>
        Assert.InRange((await _host.UserInfoAsync(authorization)).Status, 400, 401);

    [Fact] // §9
    public async Task Where_nonces_are_required_userinfo_asks_for_them_too()
    {
        await using var host = await EngineHost.StartAsync(options => options.DPoP.RequireNonce = true);
        var given = await host.TokenAsync(TestClients.Spa, host.Prove(_key), ("grant_type", "authorization_code"));
        var code = await host.CodeAsync(TestClients.Spa);
        var nonce = given.Header("DPoP-Nonce")!;
        var token = (await host.TokenAsync(TestClients.Spa, host.Prove(_key, nonce), TokenCalls.CodeForm(TestClients.Spa, code))).AccessToken;

        var refused = await host.UserInfoAsync($"DPoP {token}", host.ProveUserInfo(_key, token));
        Refused(refused, "DPoP", "use_dpop_nonce");
        var proof = _key.Prove("GET", BoundCalls.UserInfoUri, host.Time.GetUtcNow(), token, refused.Header("DPoP-Nonce"));
        Assert.Equal(200, (await host.UserInfoAsync($"DPoP {token}", proof)).Status);
    }

    [Fact] // §6.2
    public async Task Introspection_names_type_and_key()
    {
        var answer = await _host.RedeemAsync(TestClients.ThirdParty, await _host.CodeAsync(TestClients.ThirdParty), _key);
        var described = await _host.CallAsync(TestClients.ThirdParty, "/connect/introspect", ("token", answer.AccessToken));
        Assert.Equal("DPoP", described.Text("token_type"));
        Assert.Equal(_key.Thumbprint, described.Body.GetProperty("cnf").GetProperty("jkt").GetString());
    }

    private async Task<string> BoundTokenAsync() =>
        (await _host.RedeemAsync(TestClients.Spa, await _host.CodeAsync(TestClients.Spa), _key)).AccessToken;

    private static void Refused(Answer answer, string scheme, string error)
    {
        answer.IsRefused(401, error);
        var challenge = answer.Header("WWW-Authenticate")!;
        Assert.Contains($"{scheme} realm=\"userinfo\"", challenge, StringComparison.Ordinal);
        Assert.Contains("algs=\"ES256 ES384 PS256 RS256\"", challenge, StringComparison.Ordinal);
        Assert.StartsWith(scheme, challenge, StringComparison.Ordinal);
        Assert.Contains($"error=\"{error}\"", challenge, StringComparison.Ordinal);
    }
}
