using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Jose;

/// <summary>A public key that verifies with one algorithm. Safe for use by many threads at once.</summary>
public sealed class VerificationKey
{
    private readonly JwsSuite _suite;
    private readonly AsymmetricAlgorithm _key;

    private VerificationKey(JwsSuite suite, JsonWebKey description, AsymmetricAlgorithm key)
    {
        _suite = suite;
        _key = key;
        KeyId = description.KeyId;
        Thumbprint = description.Thumbprint();
    }

    /// <summary>The <c>kid</c> under which the key was published, if it was given one.</summary>
    public string? KeyId { get; }

    /// <summary>The key's SHA-256 thumbprint, RFC 7638.</summary>
    public string Thumbprint { get; }

    /// <summary>The one algorithm that this key is used with.</summary>
    public string Algorithm => _suite.Algorithm;

    /// <summary>Takes a public key for one algorithm. False when the key names another algorithm or another use, is not of the
    /// algorithm's type, or is weak: an EC point off its curve, an RSA modulus below 2048 bits (RFC 7518 §3.3), or numbers
    /// so large that they serve only to keep us busy.</summary>
    public static bool TryCreate(JsonWebKey key, string algorithm, [NotNullWhen(true)] out VerificationKey? verification)
    {
        verification = null;
        if (key.Use is not (null or "sig")) return false;
        if (JwsSuite.FittingTo(key).FirstOrDefault(suite => suite.Algorithm == algorithm) is not { } suite) return false;
        AsymmetricAlgorithm? publicKey = suite.Curve is { } curve ? ReadEc(key, curve) : ReadRsa(key);
        if (publicKey is null) return false;
        verification = new VerificationKey(suite, key, publicKey);
        return true;
    }

    /// <summary>Whether <paramref name="signature"/> is this key's over <paramref name="data"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => _key is ECDsa ec
        ? signature.Length == _suite.Curve!.CoordinateSize * 2 && ec.VerifyData(data, signature, _suite.Hash)
        : signature.Length == (_key.KeySize + 7) / 8 // RFC 8017 §8.1.2 step 1: the runtime also takes one without its leading zeros
            && ((RSA)_key).VerifyData(data, signature, _suite.Hash, _suite.Padding!);

    private static ECDsa? ReadEc(JsonWebKey key, EcCurve curve)
    {
        if (!StrictBase64Url.TryDecode(key.X, out var x) || x.Length != curve.CoordinateSize) return null;
        if (!StrictBase64Url.TryDecode(key.Y, out var y) || y.Length != curve.CoordinateSize) return null;
        try
        {
            return ECDsa.Create(new ECParameters { Curve = curve.Parameters, Q = new ECPoint { X = x, Y = y } });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static RSA? ReadRsa(JsonWebKey key)
    {
        if (!StrictBase64Url.TryDecode(key.N, out var n) || n.Length is < 256 or > 1024 || n[0] == 0) return null;
        if (!StrictBase64Url.TryDecode(key.E, out var e) || e.Length is 0 or > 4 || e is [1] || (e[^1] & 1) == 0) return null;
        try
        {
            var rsa = RSA.Create(new RSAParameters { Modulus = n, Exponent = e });
            return rsa.KeySize >= 2048 ? rsa : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
