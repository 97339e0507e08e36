using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jose;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.RequestObjects;

/// <summary>Request objects that somebody else made, or that were made for something else (RFC 9101 §10, RFC 8725).</summary>
public sealed class RequestObjectAttackTests : IAsyncLifetime
{
    private static readonly Client First = TestClients.FirstParty;

    private readonly SigningKey _key = TestKeys.ES256("client-1");
    private readonly SigningKey _stranger = TestKeys.ES256("client-1");
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EngineHost.StartAsync();
        _host.Clients.Change("first", client => client with { Jwks = TestKeys.Jwks(_key) });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _key.Dispose();
        _stranger.Dispose();
    }

    [Theory] // §10.2, RFC 8725 §3.1
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    [InlineData("")]
    public async Task Nobody_s_signature_is_none(string alg)
    {
        var unsigned = RequestObject.Of(_host, First, _key).WithHeader("alg", alg).SigningInput;
        await IsRefusedAsync(unsigned + ".");
        await IsRefusedAsync(unsigned + ".AAAA");
    }

    [Theory] // RFC 8725 §2.1: the public key is no secret, and a client secret is no key here
    [InlineData("the public keys")]
    [InlineData("the secret")]
    public async Task An_hmac_is_no_signature(string secret)
    {
        var key = secret == "the secret" ? TestClients.Secret : TestKeys.Jwks(_key);
        var forged = RequestObject.Of(_host, First, _key).WithHeader("alg", "HS256");
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(forged.SigningInput));
        await IsRefusedAsync($"{forged.SigningInput}.{Base64Url.EncodeToString(mac)}");
    }

    [Fact]
    public async Task A_key_that_the_client_did_not_register_signs_nothing()
    {
        await IsRefusedAsync(RequestObject.Of(_host, First, _stranger).Sign(_stranger));
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).WithHeader("kid", "other").Sign(_key));
    }

    [Theory] // no header of a token is trusted to find a key
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("jwk")]
    public async Task A_key_that_comes_along_signs_nothing(string member)
    {
        JsonNode value = member == "jwk"
            ? JsonNode.Parse(TestKeys.Jwks(_stranger))!["keys"]![0]!.DeepClone()
            : JsonValue.Create("https://evil.example/keys")!;
        await IsRefusedAsync(RequestObject.Of(_host, First, _stranger).WithHeader(member, value).Sign(_stranger));
    }

    [Theory] // RFC 7515 §4.1.11, RFC 8725 §3.11: another kind of token is no request
    [InlineData("crit", "exp")]
    [InlineData("typ", JwtTypes.AccessToken)]
    [InlineData("typ", JwtTypes.LogoutToken)]
    [InlineData("typ", JwtTypes.DPoPProof)]
    [InlineData("typ", "client-authentication+jwt")]
    public async Task Another_kind_of_token_is_no_request(string member, string value)
    {
        JsonNode node = member == "crit" ? new JsonArray(value) : JsonValue.Create(value)!;
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).WithHeader(member, node).Sign(_key));
    }

    [Fact] // §10.8: a client assertion (RFC 7523 §3) is no request, and has its client as sub
    public async Task A_client_assertion_is_no_request()
    {
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).With("sub", "first").WithHeader("typ", null).Sign(_key));
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).With("sub", "first").Sign(_key));
    }

    [Theory] // §4, §6.3
    [InlineData("iss", "third")]
    [InlineData("iss", null)]
    [InlineData("aud", "https://evil.example")]
    [InlineData("aud", "https://idp.example/")]
    [InlineData("aud", "https://idp.example/connect/authorize")]
    [InlineData("aud", null)]
    [InlineData("client_id", "third")]
    [InlineData("client_id", "FIRST")]
    [InlineData("client_id", null)]
    [InlineData("exp", null)]
    [InlineData("request", "a.b.c")]
    [InlineData("request_uri", "https://first.example/r")]
    public async Task What_it_says_of_itself_must_fit(string claim, string? value)
    {
        var request = RequestObject.Of(_host, First, _key);
        await IsRefusedAsync((value is null ? request.Without(claim) : request.With(claim, value)).Sign(_key));
    }

    [Fact] // §4
    public async Task Its_time_must_be_now()
    {
        var now = _host.Time.GetUtcNow();
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).With("exp", now.AddMinutes(-1).ToUnixTimeSeconds()).Sign(_key));
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).With("nbf", now.AddMinutes(5).ToUnixTimeSeconds()).Sign(_key));
    }

    [Fact] // a parameter that is a list can only be resource
    public async Task Values_that_no_parameter_has_are_refused()
    {
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).With("scope", new JsonArray("openid")).Sign(_key));
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).With("resource", new JsonArray(7)).Sign(_key));
    }

    [Fact] // OIDC Registration §2 request_object_signing_alg
    public async Task A_registered_algorithm_is_the_only_one()
    {
        _host.Clients.Change("first", client => client with { RequestObjectSigningAlg = JwsAlgorithms.PS256 });
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).Sign(_key));
    }

    [Fact]
    public async Task Members_that_come_twice_are_refused()
    {
        var claims = RequestObject.Of(_host, First, _key).Claims.ToJsonString().Insert(1, "\"scope\":\"openid\",");
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"ES256","kid":"client-1","typ":"oauth-authz-req+jwt"}"""));
        var input = $"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        var signature = new byte[SigningKey.MaxSignatureSize];
        var length = _key.Sign(Encoding.ASCII.GetBytes(input), signature);
        await IsRefusedAsync($"{input}.{Base64Url.EncodeToString(signature.AsSpan(0, length))}");
    }

    [Fact]
    public async Task A_huge_object_is_refused()
    {
        var huge = RequestObject.Of(_host, First, _key).With("x", new string('a', 20_000)).Sign(_key);
        var answer = await _host.CallAsync(First, PushedCalls.ParPath, ("request", huge));
        answer.IsRefused(400, "invalid_request_object");
    }

    [Fact] // a tampered payload, as anybody on the way could write it
    public async Task A_changed_object_is_refused()
    {
        var signed = RequestObject.Of(_host, First, _key).Sign(_key);
        var changed = RequestObject.Of(_host, First, _key).With("scope", "openid api.write").SigningInput;
        await IsRefusedAsync(changed + signed[signed.LastIndexOf('.')..]);
    }

    [Fact] // a client without keys signs nothing
    public async Task Without_registered_keys_no_object_is_taken()
    {
        _host.Clients.Change("first", client => client with { Jwks = null });
        await IsRefusedAsync(RequestObject.Of(_host, First, _key).Sign(_key));
    }

    [Fact] // RFC 9101 §5
    public async Task An_object_and_a_reference_exclude_each_other()
    {
        var signed = RequestObject.Of(_host, First, _key).Sign(_key);
        var requestUri = await _host.PushedAsync(First);
        using var response = await _host.GetAsync($"{PushedCalls.PushedUrl("first", requestUri)}&request={signed}", _host.SignIn());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Single(_host.PushedRequests.Waiting);
    }

    [Fact] // what a good object asks for is checked like anything else
    public async Task A_signature_makes_no_wrong_request_right()
    {
        var evil = RequestObject.Of(_host, First, _key).With("redirect_uri", "https://evil.example/cb").Sign(_key);
        using var response = await _host.GetAsync($"/connect/authorize?client_id=first&request={evil}", _host.SignIn());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    /// <summary>The person sees the error, and a client whose registered address stands beside the object learns of it.</summary>
    private async Task IsRefusedAsync(string request)
    {
        var session = _host.SignIn();
        using var alone = await _host.GetAsync($"/connect/authorize?client_id=first&request={request}", session);
        using var told = await _host.GetAsync(AuthorizeRequest.Of(First).With("request", request).Url, session);

        Assert.Equal(HttpStatusCode.BadRequest, alone.StatusCode);
        Assert.StartsWith("invalid_request_object:", await alone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("invalid_request_object", told.Parameters()["error"]);
        Assert.Empty(_host.Grants.Rows);
    }
}
