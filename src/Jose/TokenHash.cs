using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Jose;

/// <summary>The hashes that tie an access token or a code to an id_token: <c>at_hash</c> and <c>c_hash</c>
/// (OpenID Connect Core 1.0 §3.1.3.6 and §3.3.2.11).</summary>
public static class TokenHash
{
    /// <summary>The left half of the hash of <paramref name="value"/>, base64url encoded. The hash is the one of the
    /// algorithm that signs the id_token.</summary>
    /// <exception cref="ArgumentException">The algorithm is not one of <see cref="JwsAlgorithms"/>.</exception>
    public static string Create(string algorithm, string value)
    {
        var hash = CryptographicOperations.HashData(JwsSuite.Get(algorithm).Hash, Encoding.ASCII.GetBytes(value));
        return Base64Url.EncodeToString(hash.AsSpan(0, hash.Length / 2));
    }
}
