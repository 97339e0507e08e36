using Ui.Navigation;

namespace Ui.Tests.Navigation;

public sealed class PagerElementTests
{
    [Fact]
    public async Task A_single_page_needs_no_pager() => Assert.Equal("", await HtmlAsync(1, 1));

    [Fact]
    public async Task Links_keep_the_query_and_change_the_page()
    {
        var html = await HtmlAsync(2, 3, "?q=a%26b&page=2&status=active");
        Assert.Contains("href=\"/users?q=a%26b&amp;status=active&amp;page=1\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/users?q=a%26b&amp;status=active&amp;page=3\"", html, StringComparison.Ordinal);
        Assert.Contains("Page 2 of 3", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ends_lead_nowhere()
    {
        Assert.DoesNotContain("page=0", await HtmlAsync(1, 2), StringComparison.Ordinal);
        Assert.DoesNotContain("page=3", await HtmlAsync(2, 2), StringComparison.Ordinal);
    }

    private static Task<string> HtmlAsync(int page, int pages, string query = "") => Rendering.HtmlAsync(
        new PagerElement(Rendering.Text) { ViewContext = Rendering.ViewContext("/users", query), Page = page, Pages = pages }, "ui-pager");
}
