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

    [Theory]
    [InlineData("/account/password", true)]
    [InlineData("/Account/Email/", true)]
    [InlineData("/account/email/new", true)]
    [InlineData("/account/emails", false)]
    public async Task A_page_elsewhere_that_belongs_to_it_marks_it_too(string path, bool current)
    {
        var link = new NavLinkElement { ViewContext = Rendering.ViewContext(path), Href = "/account/security", Also = "/account/password /account/email" };
        var html = await Rendering.HtmlAsync(link, "ui-nav-link", "Security");
        Assert.Equal(current, html.Contains("aria-current=\"true\"", StringComparison.Ordinal));
    }
}
