using System.Globalization;
using System.Text;

namespace UserApi.Avatars;

/// <summary>The picture of who has none: initials on a colour that stays with the account, or the outline of a person. A drawing (SVG) that
/// holds nothing but shapes and at most two letters or digits.</summary>
internal static class InitialsPicture
{
    public const string ContentType = "image/svg+xml";

    // White letters have a contrast of at least 4.5 on each (WCAG 2.2 §1.4.3).
    private static readonly string[] Colours =
    [
        "#b71c1c", "#880e4f", "#6a1b9a", "#4527a0", "#283593", "#1565c0",
        "#00695c", "#2e7d32", "#5d4037", "#455a64", "#9a3412", "#7c2d12",
    ];

    private const string Neutral = "#5f6b7a";

    /// <param name="name">What to call the person; null for nobody.</param>
    public static byte[] Draw(Guid id, string? name, int size)
    {
        var initials = InitialsOf(name ?? "");
        var (colour, content) = initials.Length > 0
            ? (Colours[id.ToByteArray()[^1] % Colours.Length], Letters(initials))
            : (Neutral, Outline);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 64 64"><rect width="64" height="64" fill="{colour}"/>{content}</svg>"""));
    }

    private const string Outline =
        """<circle cx="32" cy="25" r="11" fill="#fff"/><path d="M10 58c2-14 11-20 22-20s20 6 22 20z" fill="#fff"/>""";

    private static string Letters(string initials) =>
        $"""<text x="32" y="33" fill="#fff" font-family="system-ui,sans-serif" font-size="26" font-weight="600" text-anchor="middle" dominant-baseline="central">{initials}</text>""";

    /// <summary>The first letter or digit of the first and of the last word that has one: nothing that could be markup.</summary>
    internal static string InitialsOf(string name)
    {
        var letters = name.Split([' ', '.', '_', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.EnumerateRunes().FirstOrDefault(Rune.IsLetterOrDigit))
            .Where(letter => letter.Value != 0)
            .Select(letter => Rune.ToUpperInvariant(letter).ToString())
            .ToList();
        return letters.Count switch
        {
            0 => "",
            1 => letters[0],
            _ => letters[0] + letters[^1],
        };
    }
}
