using ServiceDefaults.Localisation;

namespace ServiceDefaults.Tests.Localisation;

public sealed class PseudoLocaleTests
{
    [Fact]
    public void Text_is_accented_and_longer_and_its_placeholders_are_left_alone()
    {
        var text = PseudoLocale.Of("Sign out {0:N0} now");
        Assert.Contains("{0:N0}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sign", text, StringComparison.Ordinal);
        Assert.True(text.Length >= 19 * 4 / 3);
    }
}
