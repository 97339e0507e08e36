using Ui.Forms;

namespace Ui.Tests.Forms;

public sealed class FieldElementTests
{
    [Fact]
    public async Task The_label_names_the_input()
    {
        var html = await Rendering.HtmlAsync(Field("Input.UserName", "alice"), "ui-field");

        Assert.Contains("""<label class="label" for="Input_UserName">Name</label>""", html, StringComparison.Ordinal);
        Assert.Contains("id=\"Input_UserName\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"Input.UserName\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"alice\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hint_and_error_describe_the_input()
    {
        var field = Field("Input.Email", "x");
        field.Hint = "Where we write to";
        field.ViewContext.ViewData.ModelState.AddModelError("Input.Email", "No address.");

        var html = await Rendering.HtmlAsync(field, "ui-field");

        Assert.Contains("aria-describedby=\"Input_Email-hint Input_Email-error\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"Input_Email-hint\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"Input_Email-error\"", html, StringComparison.Ordinal);
        Assert.Contains("No address.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_never_returns_to_the_browser()
    {
        var field = Field("Input.Password", "Pass123$");
        field.Type = "password";
        field.ViewContext.ViewData.ModelState.SetModelValue("Input.Password", "Pass123$", "Pass123$");
        field.ViewContext.ViewData.ModelState.AddModelError("Input.Password", "Wrong.");

        var html = await Rendering.HtmlAsync(field, "ui-field");

        Assert.DoesNotContain("Pass123$", html, StringComparison.Ordinal);
        Assert.Contains("data-reveal", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_is_shown_again_as_text()
    {
        var field = Field("Input.UserName", "model");
        field.ViewContext.ViewData.ModelState.SetModelValue("Input.UserName", "\"><script>alert(1)</script>", "\"><script>alert(1)</script>");

        var html = await Rendering.HtmlAsync(field, "ui-field");

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_lines_are_a_text_area_with_its_text_as_it_was()
    {
        var field = Field("Input.Bio", "\nOne\n</textarea><b>");
        field.Lines = 4;
        var html = await Rendering.HtmlAsync(field, "ui-field");

        Assert.Contains("rows=\"4\"", html, StringComparison.Ordinal);
        Assert.Contains(">&#xA;&#xA;One&#xA;&lt;/textarea&gt;&lt;b&gt;</textarea>", html, StringComparison.Ordinal);
    }

    private static FieldElement Field(string name, string? value) => new(Rendering.Text)
    {
        ViewContext = Rendering.ViewContext(),
        For = Rendering.Property(name, value),
        Label = "Name",
    };
}
