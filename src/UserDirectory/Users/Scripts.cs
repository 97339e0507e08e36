namespace UserDirectory.Users;

/// <summary>The scripts of letters, by Unicode's blocks, as far as they are taken for user names. Japanese writes with three at once.</summary>
public static class Scripts
{
    private enum Script
    {
        None,
        Latin,
        Greek,
        Cyrillic,
        Armenian,
        Hebrew,
        Arabic,
        Devanagari,
        Bengali,
        Tamil,
        Thai,
        Georgian,
        Hangul,
        Japanese,
        Han,
    }

    private static readonly (char First, char Last, Script Script)[] Ranges =
    [
        ('A', 'Z', Script.Latin), ('a', 'z', Script.Latin), ('\u00C0', '\u024F', Script.Latin), ('\u1E00', '\u1EFF', Script.Latin),
        ('\u0370', '\u03FF', Script.Greek), ('\u1F00', '\u1FFF', Script.Greek),
        ('\u0400', '\u052F', Script.Cyrillic),
        ('\u0530', '\u058F', Script.Armenian),
        ('\u0590', '\u05FF', Script.Hebrew),
        ('\u0600', '\u06FF', Script.Arabic), ('\u0750', '\u077F', Script.Arabic),
        ('\u0900', '\u097F', Script.Devanagari),
        ('\u0980', '\u09FF', Script.Bengali),
        ('\u0B80', '\u0BFF', Script.Tamil),
        ('\u0E00', '\u0E7F', Script.Thai),
        ('\u10A0', '\u10FF', Script.Georgian), ('\u1C90', '\u1CBF', Script.Georgian),
        ('\u1100', '\u11FF', Script.Hangul), ('\uAC00', '\uD7A3', Script.Hangul),
        ('\u3040', '\u30FF', Script.Japanese),
        ('\u3400', '\u4DBF', Script.Han), ('\u4E00', '\u9FFF', Script.Han),
    ];

    /// <summary>True when all letters are of one known script; digits and signs belong to each.</summary>
    public static bool IsOne(string text)
    {
        var found = Script.None;
        foreach (var character in text)
        {
            if (!char.IsLetter(character)) continue;
            var script = Of(character);
            if (script == Script.None) return false;
            if (found == Script.None) found = script;
            else if (Together(found, script) is { } both) found = both;
            else return false;
        }

        return true;
    }

    private static Script? Together(Script one, Script other) =>
        one == other ? one
        : (one, other) is (Script.Japanese, Script.Han) or (Script.Han, Script.Japanese) ? Script.Japanese
        : null;

    private static Script Of(char character)
    {
        foreach (var (first, last, script) in Ranges)
        {
            if (character >= first && character <= last) return script;
        }

        return Script.None;
    }
}
