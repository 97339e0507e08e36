using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Ui.Feedback;

/// <summary><c>&lt;ui-avatar name="Alice Adams" picture="…" /&gt;</c>: a person's picture, or their initials, as decoration beside the
/// written name.</summary>
[HtmlTargetElement("ui-avatar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AvatarElement : TagHelper
{
    public string? Name { get; set; }

    /// <summary>The address that the API tells; null shows initials.</summary>
    public string? Picture { get; set; }
    public bool Large { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Large ? "avatar avatar-large" : "avatar");
        output.Attributes.SetAttribute("aria-hidden", "true");
        if (Picture is { Length: > 0 } picture) output.Content.SetHtmlContent(ImageOf(picture));
        else output.Content.SetContent(InitialsOf(Name ?? ""));
    }

    // The page shows 36 and 64 CSS pixels; dense screens have twice as many.
    private TagBuilder ImageOf(string picture)
    {
        var image = new TagBuilder("img") { TagRenderMode = TagRenderMode.SelfClosing };
        image.Attributes["src"] = $"{picture}{(picture.Contains('?') ? '&' : '?')}size={(Large ? 256 : 64)}";
        image.Attributes["alt"] = "";
        image.Attributes["loading"] = "lazy";
        return image;
    }

    /// <summary>First characters of the first and the last word; whole text elements, so that no letter is cut apart.</summary>
    internal static string InitialsOf(string name)
    {
        var words = name.Split([' ', '.', '_', '-'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var initials = words.Length switch
        {
            0 => "?",
            1 => StringInfo.GetNextTextElement(words[0]),
            _ => StringInfo.GetNextTextElement(words[0]) + StringInfo.GetNextTextElement(words[^1]),
        };
        return initials.ToUpper(CultureInfo.CurrentCulture);
    }
}
