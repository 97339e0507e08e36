using System.Xml.Linq;
using Ui.Icons;

namespace Ui.Tests.Icons;

public sealed class IconDrawingsTests
{
    [Fact]
    public void Every_drawing_is_well_formed_and_hidden_from_screen_readers() => Assert.All(IconDrawings.Names, name =>
    {
        var svg = XElement.Parse(IconDrawings.Svg(name));
        Assert.Equal("true", svg.Attribute("aria-hidden")?.Value);
        Assert.NotEmpty(svg.Elements());
    });

    [Fact]
    public void An_unknown_name_is_a_bug_of_the_page() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IconDrawings.Svg("no-such-icon"));
}
