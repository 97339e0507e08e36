using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Jose;

namespace OidcEngine.Clients.Authentication;

/// <summary>Keys whose private halves nobody has. An assertion without a key to verify it with is verified with one of these, so that time
/// does not tell a client that exists from one that does not.</summary>
internal static class NobodysKeys
{
    private static readonly VerificationKeySet Keys = new([Ec(JwsAlgorithms.ES256), Ec(JwsAlgorithms.ES384), Rsa()]);

    private static readonly byte[] Random = RandomNumberGenerator.GetBytes(SigningKey.MaxSignatureSize);

    /// <summary>Does the work of a verification that fails. An algorithm that is not known costs nothing anywhere.</summary>
    public static void Verify(string algorithm, string assertion) =>
        Keys.Find(null, algorithm)?.Verify(Encoding.ASCII.GetBytes(assertion), Random.AsSpan(0, SignatureSize(algorithm)));

    private static int SignatureSize(string algorithm) => algorithm switch
    {
        JwsAlgorithms.ES256 => 64,
        JwsAlgorithms.ES384 => 96,
        _ => 256,
    };

    private static JsonWebKey Ec(string algorithm)
    {
        using var key = SigningKey.Generate(algorithm, "nobody");
        return key.PublicKey with { KeyId = null };
    }

    // Any odd number does for a modulus whose factors nobody needs.
    private static JsonWebKey Rsa()
    {
        var modulus = RandomNumberGenerator.GetBytes(256);
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        return new JsonWebKey { Kty = KeyTypes.Rsa, N = Base64Url.EncodeToString(modulus), E = "AQAB" };
    }
}
