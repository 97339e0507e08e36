using System.Text;

namespace OidcEngine.Refusals;

/// <summary>Received text as every database and page can take it: of bounded length, without control characters, and well-formed.</summary>
internal static class ShownText
{
    public const int MaxLength = 500;

    public static string Of(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes()) // what is no character becomes U+FFFD
        {
            if (shown.Length + rune.Utf16SequenceLength > MaxLength) break;
            shown.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
        }
        return shown.ToString();
    }
}
