using System.Security.Cryptography;

namespace Jose;

/// <summary>The secrets that a token may be authenticated with by HMAC: several while one replaces another. They never hold a public key,
/// and no public key is ever used as a secret (RFC 8725 §2.1).</summary>
/// <param name="secrets">The secrets' octets. One that is shorter than an algorithm's hash does not count for it (RFC 7518 §3.2).</param>
public sealed class SharedSecrets(IEnumerable<byte[]> secrets)
{
    private readonly byte[][] _secrets = [.. secrets];

    /// <summary>Whether <paramref name="mac"/> is that of one of the secrets; each is tried, so that time says nothing about which.</summary>
    internal bool Verify(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac)
    {
        var fits = false;
        foreach (var secret in _secrets)
            if (secret.Length >= MacAlgorithms.SecretSize(algorithm))
                fits |= CryptographicOperations.FixedTimeEquals(MacAlgorithms.Compute(algorithm, secret, data), mac);
        return fits;
    }
}
