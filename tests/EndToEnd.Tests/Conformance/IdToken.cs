using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Tests.Conformance;

/// <summary>An id_token as a client sees it, read with nothing of the product: OIDC Core §2.</summary>
internal sealed record IdToken(string Value, JsonElement Header, JsonElement Claims)
{
    public string Subject => Text("sub") ?? "";

    public static IdToken Read(string value)
    {
        var parts = value.Split('.');
        return new IdToken(value, Decode(parts[0]), Decode(parts[1]));
    }

    public string? Text(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public long? Number(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    /// <summary>§3.1.3.7: RS256, the algorithm of a client that asked for no other.</summary>
    public bool IsSignedBy(JsonElement key)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
        var end = Value.LastIndexOf('.');
        return Base64Url.IsValid(Value.AsSpan(end + 1)) && rsa.VerifyData(
            Encoding.ASCII.GetBytes(Value[..end]), Base64Url.DecodeFromChars(Value.AsSpan(end + 1)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>§3.1.3.6.</summary>
    public bool IsFor(string accessToken) =>
        Text("at_hash") == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    private static byte[] Bytes(JsonElement key, string member) => Base64Url.DecodeFromChars(key.GetProperty(member).GetString());

    private static JsonElement Decode(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement;
}
