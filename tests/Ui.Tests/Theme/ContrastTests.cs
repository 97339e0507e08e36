using System.Globalization;
using System.Text.RegularExpressions;

namespace Ui.Tests.Theme;

/// <summary>WCAG 2.2 §1.4.3 (text 4.5:1) and §1.4.11 (boundaries of controls 3:1), for every pair of tokens that meet on a page.</summary>
public sealed partial class ContrastTests
{
    private static readonly string Css = File.ReadAllText(Path.Combine(SourceFiles.Folder, "wwwroot/css/tokens.css"));

    [Theory]
    [MemberData(nameof(TextPairs))]
    public void Text_is_readable(string theme, string text, string background) =>
        Assert.True(Contrast(theme, text, background) >= 4.5, $"{theme}: {text} on {background} is {Contrast(theme, text, background):0.00}");

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void The_edge_of_a_control_and_its_focus_ring_can_be_seen(string theme)
    {
        Assert.True(Contrast(theme, "line-control", "surface") >= 3);
        Assert.True(Contrast(theme, "line-control", "paper") >= 3);
        Assert.True(Contrast(theme, "accent", "surface") >= 3);
        Assert.True(Contrast(theme, "accent", "paper") >= 3);
    }

    [Fact]
    public void The_chosen_dark_theme_is_the_dark_theme_of_the_system()
    {
        var blocks = DarkBlock().Matches(Css);
        Assert.Equal(2, blocks.Count);
        Assert.Equal(Tokens(blocks[0].Groups[1].Value), Tokens(blocks[1].Groups[1].Value));
    }

    public static TheoryData<string, string, string> TextPairs()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var theme in (string[])["light", "dark"])
        {
            foreach (var background in (string[])["paper", "surface", "surface-raised"])
                foreach (var text in (string[])["ink", "ink-soft", "accent", "accent-strong", "danger"])
                    data.Add(theme, text, background);
            data.Add(theme, "on-accent", "accent");
            data.Add(theme, "on-accent", "accent-strong");
            data.Add(theme, "accent", "accent-soft");
            data.Add(theme, "accent-strong", "accent-soft");
            data.Add(theme, "danger", "danger-soft");
            data.Add(theme, "warning", "warning-soft");
            data.Add(theme, "info", "info-soft");
        }
        return data;
    }

    private static double Contrast(string theme, string first, string second)
    {
        var tokens = Tokens(theme == "dark" ? DarkBlock().Match(Css).Groups[1].Value : Css[..Css.IndexOf("@media", StringComparison.Ordinal)]);
        var (a, b) = (Luminance(tokens[first]), Luminance(tokens[second]));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static Dictionary<string, string> Tokens(string block) =>
        Colour().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static double Luminance(string hex)
    {
        double Channel(int index)
        {
            var value = int.Parse(hex.AsSpan(index, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Colour();

    [GeneratedRegex(@"color-scheme: dark;([^}]*)}")]
    private static partial Regex DarkBlock();
}
