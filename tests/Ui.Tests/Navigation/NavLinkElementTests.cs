using Ui.Navigation;

namespace Ui.Tests.Navigation;

public sealed class NavLinkElementTests
{
    [Theory]
    [InlineData("/users", "/users", false, true)]
    [InlineData("/users", "/Users/", false, true)]
    [InlineData("/users", "/users/7", false, false)]
    [InlineData("/users", "/users/7", true, true)]
    [InlineData("/users", "/users-of-old", true, false)]
    [InlineData("/", "/", false, true)]
    [InlineData("/", "/users", false, false)]
    public async Task The_page_one_is_on_is_marked(string href, string path, bool prefix, bool current)
    {
        var link = new NavLinkElement { ViewContext = Rendering.ViewContext(path), Href = href, Prefix = prefix };
        var html = await Rendering.HtmlAsync(link, "ui-nav-link", "Users");
        Assert.Equal(current, html.Contains("aria-current=\"page\"", StringComparison.Ordinal));
    }
}
