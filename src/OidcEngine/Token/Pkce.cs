using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OidcEngine.Token;

/// <summary>Proof Key for Code Exchange, RFC 7636, with S256 alone (RFC 9700 §2.1.1).</summary>
internal static class Pkce
{
    /// <summary>The only <c>code_challenge_method</c>.</summary>
    public const string Method = "S256";

    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> Base64UrlDigits = SearchValues.Create(Digits);
    private static readonly SearchValues<char> Unreserved = SearchValues.Create(Digits + ".~");

    /// <summary>RFC 7636 §4.2 and §4.6: BASE64URL-ENCODE(SHA256(ASCII(code_verifier))).</summary>
    public static string ChallengeOf(string verifier)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(verifier), hash);
        return Base64Url.EncodeToString(hash);
    }

    /// <summary>RFC 7636 §4.1: 43 to 128 unreserved characters.</summary>
    public static bool IsVerifier(string text) => text.Length is >= 43 and <= 128 && text.AsSpan().IndexOfAnyExcept(Unreserved) < 0;

    /// <summary>RFC 7636 §4.2, for S256: the 43 base64url characters of a SHA-256.</summary>
    public static bool IsChallenge(string text) => text.Length == 43 && text.AsSpan().IndexOfAnyExcept(Base64UrlDigits) < 0;
}
