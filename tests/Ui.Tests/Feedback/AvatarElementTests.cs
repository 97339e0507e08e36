using Ui.Feedback;

namespace Ui.Tests.Feedback;

public sealed class AvatarElementTests
{
    [Theory]
    [InlineData("Alice Adams", "AA")]
    [InlineData("bob", "B")]
    [InlineData("anna maria von trapp", "AT")]
    [InlineData("é́ x", "É́X")]
    [InlineData("👩‍🚀 Ride", "👩‍🚀R")]
    [InlineData("", "?")]
    [InlineData("  -_. ", "?")]
    public void Initials_are_whole_characters_of_the_first_and_last_word(string name, string initials) =>
        Assert.Equal(initials, AvatarElement.InitialsOf(name));

    [Fact]
    public async Task Markup_in_a_name_stays_text()
    {
        var html = await Rendering.HtmlAsync(new AvatarElement { Name = "<b> &x" }, "ui-avatar");
        Assert.Contains("&lt;&amp;", html, StringComparison.Ordinal);
    }
}
