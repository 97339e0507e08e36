using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Samples;

/// <summary>Access tokens with one thing wrong each (RFC 9068 §4, RFC 8725 §3): no API may take any of them.</summary>
internal static class WrongTokens
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

    /// <summary>What is wrong, and the token.</summary>
    public static IEnumerable<(string Name, string Token)> Of(FakeIssuer issuer) =>
        Wrong.Select(wrong => (wrong.Key, wrong.Value(issuer, FakeIssuer.Header(), issuer.Claims())));

    /// <summary>Good tokens whose scope is not, though it may look like, <c>orders.read</c>.</summary>
    public static IEnumerable<(string Scope, string Token)> OfTooLittleScope(FakeIssuer issuer) =>
        new[] { "openid", "orders.readonly", "ORDERS.READ", "orders.write", "" }
            .Select(scope => (scope, issuer.Sign(FakeIssuer.Header(), With(issuer.Claims(), "scope", scope))))
            .Append(("nothing", issuer.Sign(FakeIssuer.Header(), Without(issuer.Claims(), "scope"))));

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
