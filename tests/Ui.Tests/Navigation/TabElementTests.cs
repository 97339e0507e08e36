using Ui.Navigation;

namespace Ui.Tests.Navigation;

public sealed class TabElementTests
{
    [Theory]
    [InlineData("/users/7", true)]
    [InlineData("/Users/7/", true)]
    [InlineData("/users/7/roles", false)]
    [InlineData("/users/77", false)]
    public async Task The_page_one_is_on_is_marked(string path, bool current)
    {
        var html = await Rendering.HtmlAsync(new TabElement { ViewContext = Rendering.ViewContext(path), Href = "/users/7" }, "ui-tab", "Profile");
        Assert.Equal(current, html.Contains("aria-current=\"page\"", StringComparison.Ordinal));
    }
}
