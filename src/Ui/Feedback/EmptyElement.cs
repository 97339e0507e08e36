using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ui.Icons;

namespace Ui.Feedback;

/// <summary><c>&lt;ui-empty icon="users" title="Nobody found"&gt;What to do next.&lt;/ui-empty&gt;</c>: a list that has nothing to show.</summary>
[HtmlTargetElement("ui-empty")]
public sealed class EmptyElement : TagHelper
{
    public string Icon { get; set; } = "inbox";
    public string Title { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var title = new TagBuilder("p");
        title.AddCssClass("empty-title");
        title.InnerHtml.Append(Title);
        var body = new TagBuilder("div");
        body.InnerHtml.AppendHtml(await output.GetChildContentAsync());

        output.TagName = "div";
        output.Attributes.SetAttribute("class", "empty");
        output.Content.SetHtmlContent(IconDrawings.Svg(Icon)).AppendHtml(title).AppendHtml(body);
    }
}
