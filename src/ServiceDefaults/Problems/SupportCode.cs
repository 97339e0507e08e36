using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Problems;

/// <summary>A short code that people can read out, made when a request is first refused: <c>7K3M-9QXD</c>.
/// The request id is no substitute, since a caller may choose that.</summary>
public static class SupportCode
{
    // Crockford's base 32: no I, L, O, U.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
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

    internal static string? Existing(HttpContext http) => http.Items.TryGetValue(Key, out var code) ? code as string : null;
}
