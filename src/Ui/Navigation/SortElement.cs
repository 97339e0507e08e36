using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ui.Icons;

namespace Ui.Navigation;

/// <summary>
/// <c>&lt;ui-sort by="email" current="-email"&gt;E-mail&lt;/ui-sort&gt;</c>: the head of a column by which the list can be sorted. Its link
/// sets <c>sort</c> in the address, with a minus for the reverse, and begins at the first page.
/// </summary>
[HtmlTargetElement("ui-sort")]
public sealed class SortElement : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public string By { get; set; } = "";
    public string? Current { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var isAscending = Current == By;
        var isDescending = Current == $"-{By}";
        var link = new TagBuilder("a");
        link.AddCssClass("sort");
        link.Attributes["href"] = QueryLink.With(ViewContext.HttpContext.Request, "sort", isAscending ? $"-{By}" : By, "page", "cursor");
        link.InnerHtml.AppendHtml(await output.GetChildContentAsync());
        if (isAscending || isDescending) link.InnerHtml.AppendHtml(IconDrawings.Svg(isAscending ? "arrow-up" : "arrow-down"));

        output.TagName = "th";
        output.Attributes.SetAttribute("scope", "col");
        if (isAscending || isDescending) output.Attributes.SetAttribute("aria-sort", isAscending ? "ascending" : "descending");
        output.Content.SetHtmlContent(link);
    }
}
