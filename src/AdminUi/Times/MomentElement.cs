using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AdminUi.Times;

/// <summary><c>&lt;moment at="Model.CreatedAt" /&gt;</c>: a time for people, in UTC so that two administrators speak of the
/// same one.</summary>
[HtmlTargetElement("moment", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MomentElement : TagHelper
{
    public DateTimeOffset At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var utc = At.ToUniversalTime();
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("class", "nowrap");
        output.Content.SetContent(utc.ToString("d MMM yyyy, HH:mm", CultureInfo.CurrentCulture) + " UTC");
    }
}
