using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Conformance;

/// <summary>A key of a provider whose tokens are rightly signed, but say what they should not.</summary>
internal static class WrongSigner
{
    private const string KeyId = "wrong";

    private static readonly RSA Key = RSA.Create(2048);

    /// <summary>The token with its claims changed and a signature that fits.</summary>
    public static string Sign(string token, Action<JsonObject> change)
    {
        var parts = token.Split('.');
        var signed = $"{Faults.Changed(parts[0], header => header["kid"] = KeyId)}.{Faults.Changed(parts[1], change)}";
        return $"{signed}.{Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>Adds the public key to the provider's.</summary>
    public static void Publish(JsonObject keys)
    {
        var key = Key.ExportParameters(includePrivateParameters: false);
        keys["keys"]!.AsArray().Add(new JsonObject
        {
            ["kty"] = "RSA",
            ["kid"] = KeyId,
            ["n"] = Base64Url.EncodeToString(key.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Exponent),
        });
    }
}
