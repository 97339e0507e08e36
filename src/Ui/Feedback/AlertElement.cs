using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ui.Icons;

namespace Ui.Feedback;

/// <summary><c>&lt;ui-alert kind="warning"&gt;…&lt;/ui-alert&gt;</c>. Kinds: info, success, warning, danger (announced at once).</summary>
[HtmlTargetElement("ui-alert")]
public sealed class AlertElement : TagHelper
{
    public string Kind { get; set; } = "info";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = new TagBuilder("div");
        body.InnerHtml.AppendHtml(await output.GetChildContentAsync());
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"alert alert-{Kind}");
        output.Attributes.SetAttribute("role", Kind == "danger" ? "alert" : "status");
        output.Content.SetHtmlContent(IconDrawings.Svg(IconOf(Kind))).AppendHtml(body);
    }

    private static string IconOf(string kind) => kind switch
    {
        "success" => "check-circle",
        "warning" or "danger" => "alert",
        _ => "info",
    };
}
