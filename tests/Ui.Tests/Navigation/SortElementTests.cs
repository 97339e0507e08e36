using Ui.Navigation;

namespace Ui.Tests.Navigation;

public sealed class SortElementTests
{
    [Theory]
    [InlineData(null, "sort=email", null)]
    [InlineData("username", "sort=email", null)]
    [InlineData("email", "sort=-email", "ascending")]
    [InlineData("-email", "sort=email", "descending")]
    public async Task The_head_says_how_the_list_is_sorted_and_leads_to_the_other_way(string? current, string link, string? sorted)
    {
        var head = new SortElement { ViewContext = Rendering.ViewContext("/users", "?q=a%26b&page=7&cursor=x&sort=name"), By = "email", Current = current };
        var html = await Rendering.HtmlAsync(head, "ui-sort", "E-mail");

        Assert.Contains($"href=\"/users?q=a%26b&amp;{link}\"", html, StringComparison.Ordinal);
        if (sorted is null) Assert.DoesNotContain("aria-sort", html, StringComparison.Ordinal);
        else Assert.Contains($"aria-sort=\"{sorted}\"", html, StringComparison.Ordinal);
    }
}
