using OidcEngine.Replay;
using OidcEngine.Tests.Fakes;
using OidcEngine.Tests.Host;
using TestKit.DPoP;

namespace OidcEngine.Tests.DPoP;

/// <summary>Token requests with a proof, RFC 9449 §5 and §8.</summary>
public sealed class DPoPTokenTests : IAsyncLifetime
{
    private static readonly (string, string)[] ForItself = [("grant_type", "client_credentials"), ("scope", "api.read")];

    private readonly ProofKey _key = new();
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        return _host.DisposeAsync();
    }

    [Fact] // §5, §6.1
    public async Task A_proof_binds_the_access_token_to_its_key()
    {
        var answer = await _host.TokenAsync(TestClients.Machine, _host.Prove(_key), ForItself);
        Assert.Equal((200, "DPoP"), (answer.Status, answer.Text("token_type")));
        var token = await Answer.ReadAsync(_host, answer.AccessToken, "at+jwt");
        Assert.Equal(_key.Thumbprint, token.Claims.GetProperty("cnf").GetProperty("jkt").GetString());
        Assert.Single(token.Claims.GetProperty("cnf").EnumerateObject());
    }

    [Fact]
    public async Task Without_a_proof_tokens_are_bearer_tokens()
    {
        var answer = await _host.TokenAsync(TestClients.Machine, ForItself);
        Assert.Equal("Bearer", answer.Text("token_type"));
        Assert.False((await Answer.ReadAsync(_host, answer.AccessToken, "at+jwt")).Claims.TryGetProperty("cnf", out _));
    }

    [Fact] // §5.2
    public async Task A_client_that_is_registered_for_bound_tokens_gets_no_others()
    {
        var client = TestClients.Machine with { ClientId = "bound", DpopBoundAccessTokens = true };
        _host.Clients.Put(client);
        (await _host.TokenAsync(client, ForItself)).IsRefused(400, "invalid_dpop_proof");
        Assert.Equal(200, (await _host.TokenAsync(client, _host.Prove(_key), ForItself)).Status);
    }

    [Theory] // §4.3 items 8 and 9, for this endpoint
    [InlineData("GET", BoundCalls.TokenUri)]
    [InlineData("POST", BoundCalls.UserInfoUri)]
    [InlineData("POST", BoundCalls.TokenUri + "/")]
    [InlineData("POST", "http://idp.example/connect/token")]
    [InlineData("POST", "https://idp.example:8443/connect/token")]
    [InlineData("POST", "https://other.example/connect/token")]
    [InlineData("POST", "/connect/token")]
    public async Task A_proof_for_another_request_is_refused(string method, string uri)
    {
        var proof = _key.Prove(method, uri, _host.Time.GetUtcNow());
        (await _host.TokenAsync(TestClients.Machine, proof, ForItself)).IsRefused(400, "invalid_dpop_proof");
    }

    [Theory] // §4.3: the comparison is after normalization, and without query and fragment
    [InlineData("HTTPS://IDP.EXAMPLE:443/connect/token")]
    [InlineData("https://idp.example/connect/./x/../%74oken?grant=1#top")]
    public async Task Another_spelling_of_the_address_is_taken(string uri)
    {
        var proof = _key.Prove("POST", uri, _host.Time.GetUtcNow());
        Assert.Equal(200, (await _host.TokenAsync(TestClients.Machine, proof, ForItself)).Status);
    }

    [Fact] // a Host header that somebody made up does not change what the address is
    public async Task The_address_is_the_issuer_s_whatever_the_request_says()
    {
        var proof = _key.Prove("POST", "https://evil.example/connect/token", _host.Time.GetUtcNow());
        var answer = await _host.CallAsync(TestClients.Machine, TokenCalls.TokenPath, ForItself, request =>
        {
            request.Headers.Host = "evil.example";
            request.Headers.Add("DPoP", proof);
        });
        answer.IsRefused(400, "invalid_dpop_proof");
    }

    [Fact] // §4.3 item 1
    public async Task Two_proofs_are_refused()
    {
        var answer = await _host.CallAsync(TestClients.Machine, TokenCalls.TokenPath, ForItself, request =>
        {
            request.Headers.Add("DPoP", _host.Prove(_key));
            request.Headers.Add("DPoP", _host.Prove(_key));
        });
        answer.IsRefused(400, "invalid_dpop_proof");
    }

    [Theory] // §4.3 item 11
    [InlineData(-61)]
    [InlineData(61)]
    public async Task A_proof_that_was_not_made_just_now_is_refused(int seconds)
    {
        var proof = _key.Prove("POST", BoundCalls.TokenUri, _host.Time.GetUtcNow().AddSeconds(seconds));
        (await _host.TokenAsync(TestClients.Machine, proof, ForItself)).IsRefused(400, "invalid_dpop_proof");
    }

    [Fact] // §11.1
    public async Task A_proof_counts_once_also_of_twenty_at_the_same_time()
    {
        var proof = _host.Prove(_key);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => _host.TokenAsync(TestClients.Machine, proof, ForItself))));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.IsRefused(400, "invalid_dpop_proof"));
    }

    [Fact]
    public async Task The_id_is_remembered_for_as_long_as_the_proof_is_taken()
    {
        await _host.TokenAsync(TestClients.Machine, _host.Prove(_key), ForItself);
        var (taken, until) = Assert.Single(_host.Get<InMemoryTakenIds>().Taken);
        Assert.Equal((TakenIdKind.DPoPProof, _key.Thumbprint), (taken.Kind, taken.Owner));
        Assert.True(until > _host.Time.GetUtcNow() + TimeSpan.FromSeconds(60));
    }

    [Fact] // the id is taken last, so that what is refused for something else uses up nothing
    public async Task A_wrong_proof_or_a_wrong_secret_uses_up_no_id()
    {
        var claims = ProofKey.Claims("POST", BoundCalls.TokenUri, _host.Time.GetUtcNow());
        var late = ProofKey.Claims("POST", BoundCalls.TokenUri, _host.Time.GetUtcNow().AddMinutes(-5));
        late["jti"] = claims["jti"]!.GetValue<string>();
        await _host.TokenAsync(TestClients.Machine, _key.Sign(_key.Header(), late), ForItself);

        var stranger = TestClients.Machine with { ClientId = "stranger" };
        await _host.TokenAsync(stranger, _key.Sign(_key.Header(), claims), ForItself);
        Assert.Empty(_host.Get<InMemoryTakenIds>().Taken);
        Assert.Equal(200, (await _host.TokenAsync(TestClients.Machine, _key.Sign(_key.Header(), claims), ForItself)).Status);
    }

    [Fact] // §8
    public async Task Where_nonces_are_required_the_client_is_given_one_and_comes_again()
    {
        await using var host = await EngineHost.StartAsync(options => options.DPoP.RequireNonce = true);
        var refused = await host.TokenAsync(TestClients.Machine, host.Prove(_key), ForItself);
        refused.IsRefused(400, "use_dpop_nonce");
        var nonce = refused.Header("DPoP-Nonce")!;

        var answer = await host.TokenAsync(TestClients.Machine, host.Prove(_key, nonce), ForItself);
        Assert.Equal(200, answer.Status);
        Assert.Equal(nonce, answer.Header("DPoP-Nonce")); // §8.2: what the next proof needs

        host.Time.Advance(TimeSpan.FromMinutes(6));
        var late = await host.TokenAsync(TestClients.Machine, host.Prove(_key, nonce), ForItself);
        late.IsRefused(400, "use_dpop_nonce");
        Assert.NotEqual(nonce, late.Header("DPoP-Nonce"));
    }

    [Fact] // §8: whoever sends no proof is not told of nonces
    public async Task Nonces_are_for_those_who_send_proofs()
    {
        await using var host = await EngineHost.StartAsync(options => options.DPoP.RequireNonce = true);
        var answer = await host.TokenAsync(TestClients.Machine, ForItself);
        Assert.Equal((200, null), (answer.Status, answer.Header("DPoP-Nonce")));
        Assert.Null((await _host.TokenAsync(TestClients.Machine, _host.Prove(_key), ForItself)).Header("DPoP-Nonce"));
    }

    [Fact] // §8.2 and the Fetch standard: a page can send the proof and read the nonce
    public async Task Pages_may_send_proofs_and_read_nonces()
    {
        var preflight = new HttpRequestMessage(HttpMethod.Options, TokenCalls.TokenPath);
        preflight.Headers.Add("Origin", "https://spa.example");
        var answer = await Answer.OfAsync(await _host.SendAsync(preflight));
        Assert.Contains("DPoP", answer.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Contains("DPoP-Nonce", answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    [Fact] // §5.1
    public async Task The_metadata_names_the_algorithms()
    {
        var document = await Answer.OfAsync(await _host.GetAsync("/.well-known/openid-configuration"));
        Assert.Equal(
            ["ES256", "ES384", "PS256", "RS256"],
            document.Body.GetProperty("dpop_signing_alg_values_supported").EnumerateArray().Select(alg => alg.GetString()));
    }
}
