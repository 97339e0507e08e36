using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ui.Icons;

namespace Ui.Feedback;

/// <summary><c>&lt;ui-errors /&gt;</c>: what is wrong with the form as a whole; nothing when nothing is. The script moves the focus here.</summary>
[HtmlTargetElement("ui-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorsElement : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ViewData.ModelState.GetValueOrDefault(string.Empty)?.Errors;
        if (errors is not { Count: > 0 })
        {
            output.SuppressOutput();
            return;
        }

        var body = new TagBuilder("div");
        foreach (var error in errors)
        {
            var line = new TagBuilder("p");
            line.InnerHtml.Append(error.ErrorMessage);
            body.InnerHtml.AppendHtml(line);
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "alert alert-danger");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-error-focus", "");
        output.Content.SetHtmlContent(IconDrawings.Svg("alert")).AppendHtml(body);
    }
}
