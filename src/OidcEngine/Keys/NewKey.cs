using System.Buffers.Text;
using System.Security.Cryptography;
using Jose;

namespace OidcEngine.Keys;

/// <summary>Makes the key that the calendar asks for.</summary>
internal static class NewKey
{
    /// <summary>The octets of a key id: 72 random bits, which are 12 base64url characters.</summary>
    public const int IdSize = 9;

    private const int HmacSize = 32; // RFC 7518 §3.2: as long as the hash

    public static StoredKey Create(PlannedKey plan, DateTimeOffset now)
    {
        var keyId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdSize));
        return new StoredKey
        {
            KeyId = keyId,
            Purpose = plan.Kind.Purpose,
            Algorithm = plan.Kind.Algorithm,
            Sequence = plan.Sequence,
            Secret = plan.Kind.Purpose == KeyPurpose.Signing
                ? CreateSigningKey(plan.Kind.Algorithm, keyId)
                : RandomNumberGenerator.GetBytes(HmacSize),
            CreatedAt = now,
            ActiveFrom = plan.ActiveFrom,
            ActiveUntil = plan.ActiveUntil,
            RemoveAt = plan.RemoveAt,
        };
    }

    private static byte[] CreateSigningKey(string algorithm, string keyId)
    {
        using var key = SigningKey.Generate(algorithm, keyId);
        return key.ExportPkcs8();
    }
}
