namespace UserDirectory.Mail;

/// <summary>Decides by which names people are addressed. Whoever registers somebody else's address chooses the name in the mail that comes
/// of it: one that a mail program would show as a link, or that is a message of its own, is left out.</summary>
internal static class LetterNames
{
    private const int Longest = 40;

    /// <summary>Null for a name that is not to be written.</summary>
    public static string? Harmless(string name) =>
        name.Length is > 0 and <= Longest && name.All(letter => char.IsLetterOrDigit(letter) || char.IsHighSurrogate(letter) || char.IsLowSurrogate(letter)
            || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
            || letter is ' ' or '-' or '_' or '\'' or '\u2019')
            ? name
            : null;
}
