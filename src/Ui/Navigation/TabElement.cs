using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Ui.Navigation;

/// <summary><c>&lt;ui-tab href="/users/7/roles"&gt;Roles&lt;/ui-tab&gt;</c> inside <c>&lt;nav class="tabs"&gt;</c>: a link to another page about
/// the same thing, marked as current on its own.</summary>
[HtmlTargetElement("ui-tab")]
public sealed class TabElement : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public string Href { get; set; } = "/";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        output.Attributes.SetAttribute("class", "tab");
        output.Attributes.SetAttribute("href", Href);
        if (string.Equals(ViewContext.HttpContext.Request.Path.Value?.TrimEnd('/'), Href, StringComparison.OrdinalIgnoreCase))
            output.Attributes.SetAttribute("aria-current", "page");
    }
}
