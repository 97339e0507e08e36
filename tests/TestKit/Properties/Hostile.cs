using FsCheck;
using FsCheck.Fluent;

namespace TestKit.Properties;

/// <summary>Text as an attacker writes it.</summary>
public static class Hostile
{
    /// <summary>Characters that end, begin or mean something somewhere, look like others, or fold to them.</summary>
    private static readonly string[] Pieces =
    [
        .. "\0\t\r\n \"'\\%+&=#?/:@;,.[]{}()<>`|~-_*!$^0aAzZé".Select(character => character.ToString()),
        "\u00a0", "\u0130", "\u017f", "\u200b", "\u202e", "\u212a", "\u2044", "\uff0e", "\uff0f", "\ud800", "\udc00", "😀", "%00", "%2f", "%2e", "%25", "..", "//", "\\\\",
    ];

    /// <summary>A piece of it.</summary>
    public static Gen<string> Piece { get; } = Gen.OneOf(
        Gen.Elements(Pieces), Gen.Choose(0, 0xFFFF).Select(code => ((char)code).ToString()), Gen.Choose(' ', '~').Select(code => ((char)code).ToString()));

    /// <summary>Of any length, also none.</summary>
    public static Gen<string> Text { get; } = Gen.ListOf(Piece).Select(pieces => string.Concat(pieces));

    /// <summary>A text that another was made of by one to three changes; by chance it is the same.</summary>
    public static Gen<string> Changed(string text) =>
        from count in Gen.Choose(1, 3)
        from edits in Gen.ArrayOf(Edit, count)
        select edits.Aggregate(text, (current, edit) => edit(current));

    private static Gen<Func<string, string>> Edit { get; } =
        from kind in Gen.Choose(0, 6)
        from place in Gen.Choose(0, int.MaxValue - 1)
        from piece in Piece
        select (Func<string, string>)(text => Apply(text, kind, place, piece));

    private static string Apply(string text, int kind, int place, string piece)
    {
        if (text.Length == 0) return piece;
        var at = place % text.Length;
        return kind switch
        {
            0 => text.Insert(at, piece),
            1 => text.Remove(at, 1),
            2 => text.Remove(at, 1).Insert(at, piece),
            3 => text.Insert(at, text[at..]),
            4 => text[..at],
            5 => text + piece,
            _ => text[..at] + (char.IsUpper(text[at]) ? char.ToLowerInvariant(text[at]) : char.ToUpperInvariant(text[at])) + text[(at + 1)..],
        };
    }
}
