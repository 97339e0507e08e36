using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Jose;
using OidcClient.Tests.Fakes;
using TestKit.DPoP;

namespace OidcClient.Tests.ApiAccess;

/// <summary>Tokens that are bound to a key: RFC 9449 §7, RFC 8705 §3.</summary>
public sealed class BoundTokenTests : IAsyncLifetime
{
    private readonly ProofKey _key = new();
    private FakeProvider _provider = null!;
    private FakeApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _api = await FakeApi.StartAsync(_provider);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _api.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [InlineData("/open")]
    [InlineData("/open?query=is+not+part+of+it")]
    [InlineData("/%6Fpen")]
    public async Task With_a_proof_of_its_key_a_bound_token_lets_its_person_in(string path)
    {
        var token = Bound();
        Assert.Equal(HttpStatusCode.OK, (await _api.SendAsync(path, ("Authorization", $"DPoP {token}"), ("DPoP", Prove(token)))).Status);
    }

    [Fact] // §7.2
    public async Task A_bound_token_is_no_bearer_token()
    {
        var token = Bound();
        AssertRefused("Bearer", "invalid_token", await _api.GetAsync("/open", $"Bearer {token}"));
        AssertRefused("Bearer", "invalid_token", await SendAsync($"Bearer {token}", Prove(token)));
    }

    [Fact]
    public async Task Another_key_a_missing_proof_or_one_for_another_request_is_refused()
    {
        var token = Bound();
        using var thief = new ProofKey();
        var now = _api.Time.GetUtcNow();
        AssertRefused("DPoP", "invalid_token", await SendAsync($"DPoP {token}", thief.Prove("GET", Address("/open"), now, token)));
        AssertRefused("DPoP", "invalid_dpop_proof", await _api.GetAsync("/open", $"DPoP {token}"));
        string[] wrong =
        [
            _key.Prove("GET", Address("/open"), now), // without ath
            _key.Prove("GET", Address("/open"), now, Bound()),
            _key.Prove("POST", Address("/open"), now, token),
            _key.Prove("GET", Address("/claims"), now, token),
            _key.Prove("GET", Address("/open/"), now, token),
            _key.Prove("GET", "https://other.example/open", now, token),
            _key.Prove("GET", Address("/open"), now.AddSeconds(-61), token),
        ];
        foreach (var proof in wrong) AssertRefused("DPoP", "invalid_dpop_proof", await SendAsync($"DPoP {token}", proof));
        var two = await _api.SendAsync("/open", ("Authorization", $"DPoP {token}"), ("DPoP", Prove(token)), ("DPoP", Prove(token)));
        AssertRefused("DPoP", "invalid_dpop_proof", two);
    }

    [Fact]
    public async Task A_bearer_token_is_refused_by_the_scheme_dpop()
    {
        var token = _provider.Sign(JwtTypes.AccessToken, Claims());
        AssertRefused("DPoP", "invalid_token", await SendAsync($"DPoP {token}", Prove(token)));
    }

    [Fact] // §11.1
    public async Task A_proof_counts_once()
    {
        var token = Bound();
        var proof = Prove(token);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync($"DPoP {token}", proof)));
        Assert.Single(replies, reply => reply.Status == HttpStatusCode.OK);
        foreach (var reply in replies.Where(reply => reply.Status != HttpStatusCode.OK)) AssertRefused("DPoP", "invalid_dpop_proof", reply);

        _api.Time.Advance(TimeSpan.FromSeconds(45)); // the proof lives on, and whoever tidies up must not forget it
        AssertRefused("DPoP", "invalid_dpop_proof", await SendAsync($"DPoP {token}", proof));
    }

    [Fact] // a request that is refused for something else uses up no proof
    public async Task A_proof_is_taken_last()
    {
        var token = Bound();
        var proof = Prove(token);
        _api.Status.IsLive = false;
        AssertRefused("DPoP", "invalid_token", await SendAsync($"DPoP {token}", proof));
        _api.Status.IsLive = true;
        Assert.Equal(HttpStatusCode.OK, (await SendAsync($"DPoP {token}", proof)).Status);
    }

    [Fact] // §7.1: two schemes at once are two credentials
    public async Task Two_credentials_are_a_bad_request()
    {
        var token = Bound();
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.GetAsync("/open", $"DPoP {token}", $"Bearer {token}")).Status);
    }

    [Fact] // RFC 6750 §3.1: the scheme that was used tells the error
    public async Task A_missing_scope_is_told_by_the_scheme_that_was_used()
    {
        var token = Bound();
        var proof = _key.Prove("GET", Address("/admin"), _api.Time.GetUtcNow(), token);
        var reply = await _api.SendAsync("/admin", ("Authorization", $"DPoP {token}"), ("DPoP", proof));
        Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
        Assert.StartsWith("DPoP error=\"insufficient_scope\"", reply.Challenge, StringComparison.Ordinal);
    }

    [Fact] // §9
    public async Task An_api_may_ask_for_nonces_of_its_own()
    {
        await using var api = await FakeApi.StartAsync(_provider, options => options.RequireDPoPNonce = true);
        var token = Bound();
        var address = new Uri(api.Client.BaseAddress!, "/open").AbsoluteUri;
        var first = await api.SendAsync(
            "/open", ("Authorization", $"DPoP {token}"), ("DPoP", _key.Prove("GET", address, api.Time.GetUtcNow(), token)));
        AssertRefused("DPoP", "use_dpop_nonce", first);
        var second = await api.SendAsync(
            "/open", ("Authorization", $"DPoP {token}"), ("DPoP", _key.Prove("GET", address, api.Time.GetUtcNow(), token, first.Nonce)));
        Assert.Equal(HttpStatusCode.OK, second.Status);
    }

    [Fact]
    public async Task Behind_a_proxy_the_public_address_is_the_one_that_counts()
    {
        await using var api = await FakeApi.StartAsync(_provider, options => options.PublicOrigin = "https://api.example.com");
        var token = Bound();
        var now = api.Time.GetUtcNow();
        var own = new Uri(api.Client.BaseAddress!, "/open").AbsoluteUri;
        var wrong = await api.SendAsync("/open", ("Authorization", $"DPoP {token}"), ("DPoP", _key.Prove("GET", own, now, token)));
        AssertRefused("DPoP", "invalid_dpop_proof", wrong);
        var proof = _key.Prove("GET", "https://api.example.com/open", now, token);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("/open", ("Authorization", $"DPoP {token}"), ("DPoP", proof))).Status);
    }

    [Fact] // RFC 8705 §3
    public async Task A_token_bound_to_a_certificate_needs_it()
    {
        using var certificate = Certificate();
        using var other = Certificate();
        var token = Bound("x5t#S256", Confirmation.ThumbprintOf(certificate));
        Assert.Equal(HttpStatusCode.OK, (await ShowAsync(token, certificate)).Status);
        AssertRefused("Bearer", "invalid_token", await ShowAsync(token, other));
        AssertRefused("Bearer", "invalid_token", await _api.GetAsync("/open", $"Bearer {token}"));
    }

    [Fact] // RFC 9728 §5.1
    public async Task Where_the_api_describes_itself_challenges_name_it()
    {
        await using var api = await FakeApi.StartAsync(_provider, options => options.ResourceMetadata = "https://api.example/.well-known/x");
        var challenge = (await api.GetAsync("/open")).Challenge;
        Assert.StartsWith("Bearer resource_metadata=\"https://api.example/.well-known/x\", DPoP ", challenge, StringComparison.Ordinal);
    }

    private Task<ApiReply> SendAsync(string authorization, string proof) =>
        _api.SendAsync("/open", ("Authorization", authorization), ("DPoP", proof));

    private Task<ApiReply> ShowAsync(string token, X509Certificate2 certificate) => _api.SendAsync(
        "/open", ("Authorization", $"Bearer {token}"), (ShownCertificate.Header, Convert.ToBase64String(certificate.RawData)));

    private string Address(string path) => new Uri(_api.Client.BaseAddress!, path).AbsoluteUri;

    private string Prove(string token) => _key.Prove("GET", Address("/open"), _api.Time.GetUtcNow(), token);

    private string Bound() => Bound("jkt", _key.Thumbprint);

    private string Bound(string method, string thumbprint)
    {
        var claims = Claims();
        claims["cnf"] = new JsonObject { [method] = thumbprint };
        return _provider.Sign(JwtTypes.AccessToken, claims);
    }

    private JsonObject Claims()
    {
        var claims = _provider.AccessTokenClaims(FakeApi.Audience);
        claims["scope"] = "profile.api";
        return claims;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static void AssertRefused(string scheme, string error, ApiReply reply)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.StartsWith($"{scheme} error=\"{error}\"", reply.Challenge, StringComparison.Ordinal);
        Assert.Contains("algs=\"ES256 ES384 PS256 RS256\"", reply.Challenge, StringComparison.Ordinal);
    }
}
