using System.Globalization;
using System.Text;

namespace UserDirectory.Passwords;

/// <summary>One text for all the ways in which keyboards send the same password: RFC 8265 §4.2.2. Every space is U+0020, and composed and
/// decomposed letters are the same (NFC). Nothing else is changed; letters keep their case.</summary>
internal static class OpaqueString
{
    public static string Of(string typed)
    {
        if (Ascii.IsValid(typed)) return typed;
        var spaced = string.Create(typed.Length, typed, (buffer, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                buffer[i] = char.GetUnicodeCategory(text[i]) == UnicodeCategory.SpaceSeparator ? ' ' : text[i];
        });
        return IsWellFormed(spaced) ? spaced.Normalize(NormalizationForm.FormC) : spaced;
    }

    /// <summary>A lone surrogate cannot be normalised.</summary>
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
