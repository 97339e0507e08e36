using IdentityProvider.Branding;

namespace IdentityProvider.Tests.Branding;

public sealed class BrandThemeTests
{
    [Theory] // WCAG 2.2, "contrast ratio"
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#0b6b53", "#0b6b53", 1)]
    public void Contrast_is_counted_as_the_guidelines_count_it(string one, string other, double ratio) =>
        Assert.Equal(ratio, Colour.Parse(one)!.Value.ContrastWith(Colour.Parse(other)!.Value), 0.01);

    [Theory]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#fff")]
    [InlineData("#0b6b5")]
    [InlineData("#0b6b53;")]
    [InlineData("# b6b53")]
    [InlineData("#+b6b53")]
    public void Only_six_digits_are_a_colour(string text) => Assert.Null(Colour.Parse(text));

    [Theory]
    [InlineData("#0b6b53")]
    [InlineData("#1d4ed8")]
    [InlineData("#b91c1c")]
    [InlineData("#000000")]
    [InlineData("#6b21a8")]
    [InlineData("#6b6b6b")]
    public void Whatever_is_derived_from_a_colour_that_is_taken_can_be_read(string text)
    {
        var primary = Colour.Parse(text)!.Value;
        var dark = BrandTheme.ForDark(primary);
        AssertReadable(BrandTheme.Light(primary, primary), BrandTheme.LightBackground);
        AssertReadable(BrandTheme.Dark(dark, dark), BrandTheme.DarkBackground);
    }

    [Fact]
    public void The_backgrounds_are_those_of_the_design()
    {
        var tokens = File.ReadAllText(Path.Combine(TestKit.Product.SourceTree.Root, "src/Ui/wwwroot/css/tokens.css"));
        Assert.Contains($"--paper: {BrandTheme.LightBackground};", tokens, StringComparison.Ordinal);
        Assert.Contains($"--surface-raised: {BrandTheme.DarkBackground};", tokens, StringComparison.Ordinal);
    }

    private static void AssertReadable(BrandTheme theme, Colour background)
    {
        (Colour Text, Colour Behind)[] pairs =
        [
            (theme.Accent, background), (theme.Strong, background), (theme.OnAccent, theme.Accent), (theme.OnAccent, theme.Strong),
            (theme.Accent, theme.Soft), (theme.Strong, theme.Soft),
        ];
        Assert.All(pairs, pair => Assert.InRange(pair.Text.ContrastWith(pair.Behind), BrandTheme.Readable, 21));
    }
}
