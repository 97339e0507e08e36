using Ui.Forms;

namespace Ui.Tests.Forms;

public sealed class ButtonElementTests
{
    [Fact]
    public async Task A_button_submits()
    {
        var html = await Rendering.HtmlAsync(new ButtonElement { Kind = "primary", Wide = true }, "ui-button", "Go");
        Assert.Equal("""<button class="button button-primary button-wide" type="submit">Go</button>""", html);
    }

    [Fact]
    public async Task With_an_address_it_is_a_link()
    {
        var html = await Rendering.HtmlAsync(new ButtonElement { Href = "/a?b=1&c=\"" }, "ui-button", "Go");
        Assert.Equal("""<a class="button" href="/a?b=1&amp;c=&quot;">Go</a>""", html);
    }
}
