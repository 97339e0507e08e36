using Microsoft.AspNetCore.Razor.TagHelpers;
using Ui.Icons;

namespace Ui.Forms;

/// <summary>
/// <c>&lt;ui-button kind="primary" icon="sign-in" wide="true"&gt;Sign in&lt;/ui-button&gt;</c>: a submit button, or a link that looks
/// like a button when it has an <c>href</c>. Kinds: primary, danger, quiet, or none. Other attributes pass through.
/// </summary>
[HtmlTargetElement("ui-button")]
public sealed class ButtonElement : TagHelper
{
    public string? Kind { get; set; }
    public string? Icon { get; set; }
    public string? Href { get; set; }
    public bool Wide { get; set; }
    public bool Small { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var classes = "button";
        if (Kind is not null) classes += $" button-{Kind}";
        if (Wide) classes += " button-wide";
        if (Small) classes += " button-small";
        output.Attributes.SetAttribute("class", classes);
        if (Icon is not null) output.PreContent.SetHtmlContent(IconDrawings.Svg(Icon));

        output.TagName = Href is null ? "button" : "a";
        if (Href is not null) output.Attributes.SetAttribute("href", Href);
        else if (!output.Attributes.ContainsName("type")) output.Attributes.SetAttribute("type", "submit");
    }
}
