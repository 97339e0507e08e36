using System.Security.Cryptography;

namespace Jose;

/// <summary>What an algorithm's name stands for: RFC 7518 §3.3 (RS256), §3.4 (ES256, ES384) and §3.5 (PS256).</summary>
internal sealed record JwsSuite(string Algorithm, HashAlgorithmName Hash, EcCurve? Curve, RSASignaturePadding? Padding)
{
    private static readonly JwsSuite[] All =
    [
        new(JwsAlgorithms.ES256, HashAlgorithmName.SHA256, EcCurve.P256, null),
        new(JwsAlgorithms.ES384, HashAlgorithmName.SHA384, EcCurve.P384, null),
        new(JwsAlgorithms.PS256, HashAlgorithmName.SHA256, null, RSASignaturePadding.Pss),
        new(JwsAlgorithms.RS256, HashAlgorithmName.SHA256, null, RSASignaturePadding.Pkcs1),
    ];

    public static JwsSuite? Find(string? algorithm) => Array.Find(All, suite => suite.Algorithm == algorithm);

    public static JwsSuite Get(string algorithm) =>
        Find(algorithm) ?? throw new ArgumentException($"The algorithm {algorithm} is not supported.", nameof(algorithm));

    /// <summary>The algorithms that a key can be used with: the one it names, or all that fit its type and curve.</summary>
    public static IEnumerable<JwsSuite> FittingTo(JsonWebKey key) => All.Where(suite =>
        (key.Algorithm is null || key.Algorithm == suite.Algorithm)
        && (suite.Curve is { } curve ? key.Kty == KeyTypes.EC && key.Curve == curve.Name : key.Kty == KeyTypes.Rsa));
}
