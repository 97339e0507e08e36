using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Ui.Forms;

/// <summary>
/// <c>&lt;ui-check name="Input.Scopes" value="email" checked="true" hint="…"&gt;Your e-mail address&lt;/ui-check&gt;</c>: a checkbox with
/// its label. Without a value it sends <c>true</c>.
/// </summary>
[HtmlTargetElement("ui-check")]
public sealed class CheckElement : TagHelper
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "true";
    public bool Checked { get; set; }
    public bool Disabled { get; set; }
    public string? Hint { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId($"{Name}_{Value}", "_");
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = "checkbox";
        input.Attributes["id"] = id;
        input.Attributes["name"] = Name;
        input.Attributes["value"] = Value;
        if (Checked) input.Attributes["checked"] = "checked";
        if (Disabled) input.Attributes["disabled"] = "disabled";
        if (Hint is { Length: > 0 }) input.Attributes["aria-describedby"] = $"{id}-hint";

        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.AppendHtml(await output.GetChildContentAsync());

        output.TagName = "div";
        output.Attributes.SetAttribute("class", "check");
        output.Content.SetHtmlContent(input).AppendHtml(label);
        if (Hint is not { Length: > 0 }) return;
        var hint = new TagBuilder("p");
        hint.Attributes["id"] = $"{id}-hint";
        hint.AddCssClass("hint");
        hint.InnerHtml.Append(Hint);
        output.Content.AppendHtml(hint);
    }
}
