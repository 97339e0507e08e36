using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Ui.Icons;

/// <summary><c>&lt;ui-icon name="key" /&gt;</c>: a decorative icon.</summary>
[HtmlTargetElement("ui-icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconElement : TagHelper
{
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(IconDrawings.Svg(Name));
    }
}
