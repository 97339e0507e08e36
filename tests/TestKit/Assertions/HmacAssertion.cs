using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TestKit.Assertions;

/// <summary>A client's assertion of who it is (RFC 7523 §3), with an HMAC of its secret (<c>client_secret_jwt</c>).</summary>
public static class HmacAssertion
{
    /// <summary>The parameters of a request that authenticate the client: a new assertion each time.</summary>
    public static IReadOnlyList<(string Name, string Value)> Parameters(string clientId, string secret, string issuer, DateTimeOffset now) =>
    [
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", Make(clientId, secret, issuer, now)),
    ];

    private static string Make(string clientId, string secret, string issuer, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["aud"] = issuer,
            ["jti"] = Guid.CreateVersion7(now).ToString(),
            ["exp"] = now.ToUnixTimeSeconds() + 600,
        };
        var signed = $"{Encode("""{"alg":"HS256"}""")}.{Encode(JsonSerializer.Serialize(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
