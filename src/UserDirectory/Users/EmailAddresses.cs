using System.Globalization;

namespace UserDirectory.Users;

/// <summary>E-mail addresses of accounts. Only ASCII is taken (a domain in other letters becomes its A-labels, RFC 5891), so that no case
/// folding makes two people's addresses one: upper-casing would turn <c>ſupport@</c> into <c>SUPPORT@</c>.</summary>
public static class EmailAddresses
{
    public const int MaxLength = 254; // RFC 5321 §4.5.3.1.3, less the angle brackets
    private const int MaxLocalPart = 64; // §4.5.3.1.1
    private const string AtextSymbols = "!#$%&'*+-/=?^_`{|}~"; // RFC 5322 §3.2.3

    /// <summary>The address as it is kept, or null for what is not one. Quoted local parts and address literals are not taken.</summary>
    public static string? Parse(string? text)
    {
        var address = text?.Trim() ?? "";
        var at = address.LastIndexOf('@');
        if (at is < 1 or > MaxLocalPart || !IsDotAtom(address.AsSpan(0, at))) return null;
        if (Domain(address[(at + 1)..]) is not { } domain) return null;
        var kept = $"{address[..at]}@{domain}";
        return kept.Length <= MaxLength ? kept : null;
    }

    /// <summary>What makes two addresses the same one.</summary>
    internal static string Key(string address) => address.ToUpperInvariant();

    private static bool IsDotAtom(ReadOnlySpan<char> text)
    {
        var afterDot = true;
        foreach (var character in text)
        {
            var dot = character == '.';
            if (dot ? afterDot : !(char.IsAsciiLetterOrDigit(character) || AtextSymbols.Contains(character))) return false;
            afterDot = dot;
        }

        return !afterDot;
    }

    private static string? Domain(string text)
    {
        if (text.Length is 0 or > 253) return null;
        string domain;
        try
        {
            domain = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = domain.Split('.');
        return labels.All(IsLabel) && labels[^1].Any(char.IsAsciiLetter) ? domain : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-' && label[^1] != '-'
        && label.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
