using Ui.Feedback;

namespace Ui.Tests.Feedback;

public sealed class ErrorsElementTests
{
    [Fact]
    public async Task Without_errors_there_is_nothing() =>
        Assert.Equal("", await Rendering.HtmlAsync(new ErrorsElement { ViewContext = Rendering.ViewContext() }, "ui-errors"));

    [Fact]
    public async Task An_error_of_the_form_is_announced()
    {
        var errors = new ErrorsElement { ViewContext = Rendering.ViewContext() };
        errors.ViewContext.ViewData.ModelState.AddModelError("", "<i>no</i>");

        var html = await Rendering.HtmlAsync(errors, "ui-errors");

        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;no&lt;/i&gt;", html, StringComparison.Ordinal);
    }
}
