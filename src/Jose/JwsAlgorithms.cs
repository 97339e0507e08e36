namespace Jose;

/// <summary>The signature algorithms of RFC 7518 §3.1 that are read and written here. All are asymmetric, so that a public
/// key can never be taken for a shared secret (RFC 8725 §2.1), and "none" is not among them.</summary>
public static class JwsAlgorithms
{
    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    public const string ES256 = "ES256";

    /// <summary>ECDSA on P-384 with SHA-384.</summary>
    public const string ES384 = "ES384";

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public const string RS256 = "RS256";

    /// <summary>RSASSA-PSS with SHA-256 and MGF1 of the same hash.</summary>
    public const string PS256 = "PS256";

    /// <summary>Every algorithm above, the preferred first.</summary>
    public static IReadOnlyList<string> Supported { get; } = [ES256, ES384, PS256, RS256];
}
