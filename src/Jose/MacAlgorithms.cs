using System.Security.Cryptography;

namespace Jose;

/// <summary>The algorithms of RFC 7518 §3.2, by which two parties who share a secret know each other. They are kept apart from
/// <see cref="JwsAlgorithms"/>: a reader who expects a signature never takes one of these (RFC 8725 §2.1).</summary>
public static class MacAlgorithms
{
    /// <summary>HMAC with SHA-256.</summary>
    public const string HS256 = "HS256";

    /// <summary>HMAC with SHA-384.</summary>
    public const string HS384 = "HS384";

    /// <summary>HMAC with SHA-512.</summary>
    public const string HS512 = "HS512";

    /// <summary>Every algorithm above.</summary>
    public static IReadOnlyList<string> Supported { get; } = [HS256, HS384, HS512];

    /// <summary>The octets that a secret must have at least, §3.2: as many as the hash.</summary>
    /// <exception cref="ArgumentException">The algorithm is not one of <see cref="Supported"/>.</exception>
    public static int SecretSize(string algorithm) => algorithm switch
    {
        HS256 => SHA256.HashSizeInBytes,
        HS384 => SHA384.HashSizeInBytes,
        HS512 => SHA512.HashSizeInBytes,
        _ => throw new ArgumentException($"The algorithm {algorithm} is not supported.", nameof(algorithm)),
    };

    internal static byte[] Compute(string algorithm, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> data) => algorithm switch
    {
        HS256 => HMACSHA256.HashData(secret, data),
        HS384 => HMACSHA384.HashData(secret, data),
        HS512 => HMACSHA512.HashData(secret, data),
        _ => throw new ArgumentException($"The algorithm {algorithm} is not supported.", nameof(algorithm)),
    };
}
