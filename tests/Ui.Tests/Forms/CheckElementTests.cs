using Ui.Forms;

namespace Ui.Tests.Forms;

public sealed class CheckElementTests
{
    [Fact]
    public async Task The_label_belongs_to_the_box()
    {
        var check = new CheckElement { Name = "Scopes", Value = "email", Checked = true, Hint = "alice@example.com" };
        var html = await Rendering.HtmlAsync(check, "ui-check", "Your e-mail address");

        Assert.Contains("id=\"Scopes_email\"", html, StringComparison.Ordinal);
        Assert.Contains("for=\"Scopes_email\"", html, StringComparison.Ordinal);
        Assert.Contains("checked=\"checked\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"Scopes_email-hint\"", html, StringComparison.Ordinal);
    }
}
