using System.Text;

namespace UserDirectory.Users;

/// <summary>Makes a text that anybody typed fit for a query: PostgreSQL knows no NUL, and no encoding knows a lone surrogate.</summary>
internal static class StorableText
{
    public static string Of(string text)
    {
        if (!text.Contains('\0') && !text.Any(char.IsSurrogate)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // a lone surrogate is read as U+FFFD
            clean.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        return clean.ToString();
    }
}
