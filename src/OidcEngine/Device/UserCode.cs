using System.Security.Cryptography;
using Jose;

namespace OidcEngine.Device;

/// <summary>The code that a person types, RFC 8628 §6.1: eight letters of a set without vowels, so that it spells no word, nor two letters
/// that look alike: 20^8 codes, which the limits of the page make hopeless to guess.</summary>
internal static class UserCode
{
    public const int Length = 8;

    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";
    private const string Kind = "user_code";
    private const int LongestInput = 64;

    /// <summary>A new code.</summary>
    public static string Create() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>The code in what a person typed: case, hyphens and spaces do not count (§6.1). Null when there is none.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null or { Length: > LongestInput }) return null;
        Span<char> code = stackalloc char[Length];
        var count = 0;
        foreach (var character in typed)
        {
            if (character is '-' or '‐' or '‑' or '–' || char.IsWhiteSpace(character)) continue;
            var letter = char.IsAsciiLetterLower(character) ? (char)(character - 'a' + 'A') : character;
            if (count == Length || !Letters.Contains(letter)) return null;
            code[count++] = letter;
        }
        return count == Length ? code.ToString() : null;
    }

    /// <summary>The code as people see it: <c>WDJB-MJHT</c>.</summary>
    public static string Format(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>What the code is kept under.</summary>
    public static byte[] Hash(string code) => Handles.Hash(Kind, code);
}
