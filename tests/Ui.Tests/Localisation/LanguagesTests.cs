using Ui.Localisation;

namespace Ui.Tests.Localisation;

public sealed class LanguagesTests
{
    [Theory] // RFC 4647 §3.4
    [InlineData("de", "de")]
    [InlineData("de-CH-1996", "de")]
    [InlineData("DE-at", "de")]
    [InlineData("fr-CA-x-private", "fr")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-hans-SG", "zh-Hans")]
    [InlineData("ar-EG", "ar")]
    [InlineData("se", null)]
    [InlineData("d", null)]
    [InlineData("-", null)]
    [InlineData("--", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_tag_finds_the_nearest_language(string? tag, string? language) => Assert.Equal(language, Languages.Find(tag)?.Name);

    [Fact]
    public void The_first_language_that_is_spoken_counts() => Assert.Equal("es", Languages.FirstOf(["se", "es-MX", "de"])?.Name);
}
