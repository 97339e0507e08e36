using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Ui.Feedback;

/// <summary><c>&lt;ui-avatar name="Alice Adams" /&gt;</c>: a person's initials, as decoration beside the written name.</summary>
[HtmlTargetElement("ui-avatar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AvatarElement : TagHelper
{
    public string? Name { get; set; }
    public bool Large { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Large ? "avatar avatar-large" : "avatar");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetContent(InitialsOf(Name ?? ""));
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
