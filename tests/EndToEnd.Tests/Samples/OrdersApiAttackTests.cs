using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Processes;

namespace EndToEnd.Tests.Samples;

/// <summary>The foreign API beside an issuer that makes any token: one thing wrong at a time (RFC 9068 §4, RFC 8725 §3).</summary>
[Collection(nameof(SampleApps))]
public sealed class OrdersApiAttackTests(SampleApps samples) : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<FakeIssuer, JsonObject, JsonObject, string>> Wrong = new()
    {
        ["expired"] = (issuer, header, claims) => issuer.Sign(header, With(claims, "exp", Now() - 60)),
        ["without an end"] = (issuer, header, claims) => issuer.Sign(header, Without(claims, "exp")),
        ["not good yet"] = (issuer, header, claims) => issuer.Sign(header, With(claims, "nbf", Now() + 300)),
        ["for another API"] = (issuer, header, claims) => issuer.Sign(header, With(claims, "aud", "https://localhost:3002")),
        ["for an API whose name begins alike"] = (issuer, header, claims) => issuer.Sign(header, With(claims, "aud", "https://localhost:30060")),
        ["for nobody"] = (issuer, header, claims) => issuer.Sign(header, Without(claims, "aud")),
        ["of another issuer"] = (issuer, header, claims) => issuer.Sign(header, With(claims, "iss", "https://evil.example")),
        ["of no issuer"] = (issuer, header, claims) => issuer.Sign(header, Without(claims, "iss")),
        ["an id_token"] = (issuer, header, claims) => issuer.Sign(With(header, "typ", "JWT"), claims),
        ["a logout token"] = (issuer, header, claims) => issuer.Sign(With(header, "typ", "logout+jwt"), claims),
        ["of no type"] = (issuer, header, claims) => issuer.Sign(Without(header, "typ"), claims),
        ["alg none"] = (_, header, claims) => FakeIssuer.Sign(With(header, "alg", "none"), claims, _ => []),
        ["alg nOnE"] = (_, header, claims) => FakeIssuer.Sign(With(header, "alg", "nOnE"), claims, _ => []),
        ["the public key as a secret"] = (issuer, header, claims) =>
            FakeIssuer.Sign(With(header, "alg", "HS256"), claims, input => HMACSHA256.HashData(issuer.PublicKeyPem, input)),
        ["signed by a stranger"] = (_, header, claims) => FakeIssuer.Sign(header, claims, SignAsStranger),
        ["signed by a key that nobody knows"] = (_, header, claims) => FakeIssuer.Sign(With(header, "kid", "key-2"), claims, SignAsStranger),
        ["with the stranger's key in its header"] = (_, header, claims) =>
            FakeIssuer.Sign(With(header, "jku", "https://evil.example/jwks"), claims, SignAsStranger),
        ["changed after signing"] = (issuer, header, claims) =>
            $"{Unsigned(issuer.Sign(header, With(claims, "sub", "somebody-else")))}.{issuer.Sign(header, issuer.Claims()).Split('.')[2]}",
        ["without a signature"] = (issuer, header, claims) => Unsigned(issuer.Sign(header, claims)) + ".",
        ["cut off"] = (issuer, header, claims) => issuer.Sign(header, claims)[..^10],
        ["no token at all"] = (_, _, _) => "a.b.c",
    };

    private readonly int[] _ports = FreePorts.Take(2);
    private FakeIssuer _issuer = null!;
    private ChildProcess _api = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = new FakeIssuer(_ports[0]);
        _api = await samples.StartApiAsync(Address, _issuer.Address, withTestCertificates: true);
    }

    private string Address => $"https://localhost:{_ports[1]}";

    [Fact]
    public async Task Only_the_token_with_nothing_wrong_is_taken()
    {
        var good = _issuer.Sign(FakeIssuer.Header(), _issuer.Claims());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(good)); // nobody's keys can be had yet
        await _issuer.StartAsync();
        await UntilTakenAsync(good);

        foreach (var (name, make) in Wrong)
        {
            var status = await AskAsync(make(_issuer, FakeIssuer.Header(), _issuer.Claims()));
            Assert.True(status == HttpStatusCode.Unauthorized, $"A token {name} was answered with {status}.");
        }
        foreach (var scope in new[] { "openid", "orders.readonly", "ORDERS.READ", "orders.write", "" })
        {
            var status = await AskAsync(_issuer.Sign(FakeIssuer.Header(), With(_issuer.Claims(), "scope", scope)));
            Assert.True(status == HttpStatusCode.Forbidden, $"A token for '{scope}' was answered with {status}.");
        }
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(_issuer.Sign(FakeIssuer.Header(), Without(_issuer.Claims(), "scope"))));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_issuer.Sign(FakeIssuer.Header(), _issuer.Claims())));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private async Task UntilTakenAsync(string token)
    {
        for (var attempt = 0; attempt < 40 && await AskAsync(token) == HttpStatusCode.ServiceUnavailable; attempt++)
            await Task.Delay(250);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
    }

    private async Task<HttpStatusCode> AskAsync(string token)
    {
        using var http = new HttpClient(LoopbackCertificates.Instance.NewHandler()) { BaseAddress = new Uri(Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync("/orders");
        return answer.StatusCode;
    }

    private static byte[] SignAsStranger(byte[] input)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.SignData(input, HashAlgorithmName.SHA256);
    }

    private static string Unsigned(string token) => token[..token.LastIndexOf('.')];

    private static JsonObject With(JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return json;
    }

    private static JsonObject Without(JsonObject json, string name)
    {
        json.Remove(name);
        return json;
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
