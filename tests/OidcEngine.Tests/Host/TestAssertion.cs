using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jose;

namespace OidcEngine.Tests.Host;

/// <summary>A client assertion (RFC 7523 §3) that is right in everything, until a test changes it.</summary>
internal sealed class TestAssertion
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public TestAssertion(string clientId, DateTimeOffset now)
    {
        Claims = new JsonObject
        {
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["aud"] = EngineHost.Issuer,
            ["jti"] = Handles.Create(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.ToUnixTimeSeconds() + 60,
        };
    }

    public JsonObject Header { get; } = [];

    public JsonObject Claims { get; }

    /// <summary>Sets a claim to a JSON value, or removes it.</summary>
    public TestAssertion With(string claim, string? json)
    {
        if (json is null) Claims.Remove(claim);
        else Claims[claim] = JsonNode.Parse(json);
        return this;
    }

    public TestAssertion WithHeader(string member, string json)
    {
        Header[member] = JsonNode.Parse(json);
        return this;
    }

    public string Sign(SigningKey key)
    {
        Header.TryAdd("alg", key.Algorithm);
        Header.TryAdd("kid", key.KeyId);
        var signed = Signed();
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public string Mac(byte[] secret, string alg = "HS256")
    {
        Header.TryAdd("alg", alg);
        var signed = Signed();
        var octets = Encoding.ASCII.GetBytes(signed);
        var mac = alg switch
        {
            "HS384" => HMACSHA384.HashData(secret, octets),
            "HS512" => HMACSHA512.HashData(secret, octets),
            _ => HMACSHA256.HashData(secret, octets),
        };
        return $"{signed}.{Base64Url.EncodeToString(mac)}";
    }

    public string Unsigned() => $"{Signed()}.";

    private string Signed() => $"{Encode(Header)}.{Encode(Claims)}";

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
