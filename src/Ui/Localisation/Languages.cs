using System.Globalization;

namespace Ui.Localisation;

/// <summary>The languages that the pages speak. One more is a line here and a <c>.resx</c> file of its code beside each neutral one.</summary>
public static class Languages
{
    public static CultureInfo Default { get; } = CultureInfo.GetCultureInfo("en");

    public static IReadOnlyList<CultureInfo> All { get; } =
    [
        Default,
        CultureInfo.GetCultureInfo("de"),
        CultureInfo.GetCultureInfo("fr"),
        CultureInfo.GetCultureInfo("es"),
        CultureInfo.GetCultureInfo("zh-Hans"),
        CultureInfo.GetCultureInfo("ar"),
    ];

    /// <summary>English with accents and longer: what is cut off, and what comes from no resource, is seen at once. Only in development.</summary>
    public static CultureInfo Pseudo { get; } = CultureInfo.GetCultureInfo("qps-ploc");

    /// <summary>The language for a tag that somebody wrote, by the lookup of RFC 4647 §3.4: <c>de-CH</c> finds German. Chinese without a
    /// script is the simplified one. Null when it is none of ours.</summary>
    public static CultureInfo? Find(string? tag)
    {
        for (var range = tag; range is { Length: > 0 }; range = Shorter(range))
            if (Exactly(range) is { } language) return language;
        return null;
    }

    /// <summary>The first of these that is spoken here.</summary>
    public static CultureInfo? FirstOf(IEnumerable<string> tags) => tags.Select(Find).FirstOrDefault(language => language is not null);

    /// <summary>How a language calls itself.</summary>
    public static string NameOf(CultureInfo language) => language.TextInfo.ToTitleCase(language.NativeName);

    /// <summary>The value of <c>dir</c>.</summary>
    public static string DirectionOf(CultureInfo language) => language.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    private static CultureInfo? Exactly(string range) => range.Equals("zh", StringComparison.OrdinalIgnoreCase)
        ? Find("zh-Hans")
        : All.Append(Pseudo).FirstOrDefault(language => language.Name.Equals(range, StringComparison.OrdinalIgnoreCase));

    // A single letter begins an extension, which goes with what follows it.
    private static string? Shorter(string range)
    {
        var end = range.LastIndexOf('-');
        if (end > 1 && range[end - 2] == '-') end -= 2;
        return end > 0 ? range[..end] : null;
    }
}
