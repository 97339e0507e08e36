using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Ui.Icons;

namespace Ui.Navigation;

/// <summary>
/// <c>&lt;ui-nav-link href="/users" icon="users"&gt;Users&lt;/ui-nav-link&gt;</c>: an entry of the side navigation, marked as current
/// on its own page and, with <c>prefix="true"</c>, on the pages below it. <c>also="/account/password /account/email"</c> names pages that
/// belong to it and lie elsewhere.
/// </summary>
[HtmlTargetElement("ui-nav-link")]
public sealed class NavLinkElement : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public string Href { get; set; } = "/";
    public string Icon { get; set; } = "list";
    public bool Prefix { get; set; }

    /// <summary>Paths, separated by spaces.</summary>
    public string? Also { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        output.Attributes.SetAttribute("class", "sidenav-link");
        output.Attributes.SetAttribute("href", Href);
        var path = ViewContext.HttpContext.Request.Path.Value ?? "/";
        if (IsCurrent(path)) output.Attributes.SetAttribute("aria-current", "page");
        else if (IsBeneath(path)) output.Attributes.SetAttribute("aria-current", "true");
        output.PreContent.SetHtmlContent(IconDrawings.Svg(Icon));
    }

    private bool IsCurrent(string path) =>
        string.Equals(path.TrimEnd('/'), Href.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || (Prefix && path.StartsWith($"{Href.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase));

    private bool IsBeneath(string path) => Also?.Split(' ').Any(owned =>
        string.Equals(path.TrimEnd('/'), owned, StringComparison.OrdinalIgnoreCase)
        || path.StartsWith($"{owned}/", StringComparison.OrdinalIgnoreCase)) is true;
}
