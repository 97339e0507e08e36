using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Load.Floors;

/// <summary>The least that a server does for a DPoP proof: its signature is verified with the key that it names, and its jti is hashed.</summary>
internal static class BareProof
{
    /// <returns>The hash under which the jti is taken.</returns>
    public static byte[] Verify(string proof)
    {
        var parts = proof.Split('.');
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        var jwk = header.RootElement.GetProperty("jwk");
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Number(jwk, "x"), Y = Number(jwk, "y") },
        });
        var content = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (!key.VerifyData(content, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256)) throw new InvalidOperationException("The proof is wrong.");
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        return SHA256.HashData(Encoding.UTF8.GetBytes(claims.RootElement.GetProperty("jti").GetString()!));
    }

    private static byte[] Number(JsonElement jwk, string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
}
