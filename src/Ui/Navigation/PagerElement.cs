using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using Ui.Icons;
using Ui.Localisation;

namespace Ui.Navigation;

/// <summary>
/// <c>&lt;ui-pager page="2" pages="14" /&gt;</c>: previous and next, keeping the rest of the query string. Nothing for a single page.
/// </summary>
[HtmlTargetElement("ui-pager", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerElement(IStringLocalizer<UiText> text) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public int Page { get; set; } = 1;
    public int Pages { get; set; } = 1;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Pages <= 1)
        {
            output.SuppressOutput();
            return;
        }

        var status = new TagBuilder("span");
        status.AddCssClass("pager-status");
        status.InnerHtml.Append(text["Pager.Status", Page, Pages]);

        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", text["Pager.Label"].Value);
        output.Content.SetHtmlContent(Link(Page - 1, "prev", text["Pager.Previous"]))
            .AppendHtml(status)
            .AppendHtml(Link(Page + 1, "next", text["Pager.Next"]));
    }

    private TagBuilder Link(int target, string relation, string label)
    {
        var link = new TagBuilder("a");
        link.AddCssClass("button button-small");
        if (target < Page) link.InnerHtml.AppendHtml(IconDrawings.Svg("arrow-left")).Append(label);
        else link.InnerHtml.Append(label).AppendHtml(IconDrawings.Svg("arrow-right"));
        if (target < 1 || target > Pages)
        {
            // A link without a target: named, but not reachable.
            link.Attributes["role"] = "link";
            link.Attributes["aria-disabled"] = "true";
            return link;
        }
        link.Attributes["rel"] = relation;
        link.Attributes["href"] = Address(target);
        return link;
    }

    private string Address(int target) =>
        QueryLink.With(ViewContext.HttpContext.Request, "page", target.ToString(CultureInfo.InvariantCulture));
}
