using System.Security.Cryptography;
using System.Text;

namespace UserDirectory.SecondFactors;

/// <summary>Codes as people type them.</summary>
internal static class TypedCodes
{
    private const int LongestTyped = 64;

    /// <summary>Without the blanks and hyphens that make a code readable, in lower case; empty when it is too long for any code.</summary>
    public static string Plain(string typed) => typed.Length > LongestTyped
        ? ""
        : string.Concat(typed.Where(character => character != '-' && !char.IsWhiteSpace(character))).ToLowerInvariant();

    public static bool AreEqual(string expected, string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(code));
}
