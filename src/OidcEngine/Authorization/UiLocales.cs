namespace OidcEngine.Authorization;

/// <summary><c>ui_locales</c>, OIDC Core §3.1.2.1: a wish. What cannot be a BCP 47 tag is passed over, never an error.</summary>
internal static class UiLocales
{
    private const int MaxTags = 8;
    private const int MaxTagLength = 35; // RFC 5646 §4.4.1

    /// <summary>The tags in the order of preference.</summary>
    public static IReadOnlyList<string> Parse(string? text)
    {
        if (text is null) return [];
        var tags = new List<string>();
        foreach (var part in text.AsSpan().Split(' '))
        {
            var tag = text.AsSpan(part);
            if (tags.Count < MaxTags && IsTag(tag)) tags.Add(tag.ToString());
        }
        return tags;
    }

    /// <summary>Whether the text may be a BCP 47 tag.</summary>
    public static bool IsTag(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit(character) && character != '-') return false;
        return text.Length is > 0 and <= MaxTagLength;
    }
}
