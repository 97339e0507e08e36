using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TestKit.DPoP;

/// <summary>A client's DPoP key (RFC 9449), made of the framework's own parts so that nothing is tested by itself.</summary>
public sealed class ProofKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ProofKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        (X, Y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    /// <summary>As <c>jkt</c>, RFC 7638.</summary>
    public string Thumbprint =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));

    private string X { get; }

    private string Y { get; }

    /// <summary>A proof that is right, and a new one each time.</summary>
    public string Prove(string method, string uri, DateTimeOffset now, string? accessToken = null, string? nonce = null) =>
        Sign(Header(), Claims(method, uri, now, accessToken, nonce));

    /// <summary>The header of a right proof, to be made wrong.</summary>
    public JsonObject Header() => new()
    {
        ["typ"] = "dpop+jwt",
        ["alg"] = "ES256",
        ["jwk"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = X, ["y"] = Y },
    };

    /// <summary>The claims of a right proof, to be made wrong.</summary>
    public static JsonObject Claims(string method, string uri, DateTimeOffset now, string? accessToken = null, string? nonce = null)
    {
        var claims = new JsonObject
        {
            ["jti"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            ["htm"] = method,
            ["htu"] = uri,
            ["iat"] = now.ToUnixTimeSeconds(),
        };
        if (accessToken is not null) claims["ath"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)));
        if (nonce is not null) claims["nonce"] = nonce;
        return claims;
    }

    /// <summary>Signs whatever it is given.</summary>
    public string Sign(JsonObject header, JsonObject claims)
    {
        var data = $"{Encode(header)}.{Encode(claims)}";
        return $"{data}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(data), HashAlgorithmName.SHA256))}";
    }

    /// <summary>The private member of the key, which no header may hold.</summary>
    public string PrivateMember() => Base64Url.EncodeToString(_key.ExportParameters(includePrivateParameters: true).D);

    public void Dispose() => _key.Dispose();

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
