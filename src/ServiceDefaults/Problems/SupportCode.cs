using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Problems;

/// <summary>A short code that people can read out, made when a request is first refused: <c>7K3M-9QXD</c>.
/// The request id is no substitute, since a caller may choose that.</summary>
public static class SupportCode
{
    // No vowels, so that no word comes out, and nothing that looks like another: 0 1 5 L S Z.
    private const string Alphabet = "2346789BCDFGHJKMNPQRTVWXY";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);
    private static readonly object Key = new();

    /// <summary>This request's code.</summary>
    public static string Of(HttpContext http)
    {
        if (Existing(http) is { } existing) return existing;
        var letters = RandomNumberGenerator.GetString(Alphabet, 8);
        var code = $"{letters[..4]}-{letters[4..]}";
        http.Items[Key] = code;
        return code;
    }

    /// <summary>The code in the one spelling that codes have, from what somebody typed: in any case, with or without the dash.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? code)
    {
        code = null;
        if (text is null || text.Length > 32) return false;
        var letters = string.Concat(text.Where(letter => letter is not (' ' or '-'))).ToUpperInvariant();
        if (letters.Length != 8 || letters.AsSpan().ContainsAnyExcept(Letters)) return false;
        code = $"{letters[..4]}-{letters[4..]}";
        return true;
    }

    internal static string? Existing(HttpContext http) => http.Items.TryGetValue(Key, out var code) ? code as string : null;
}
