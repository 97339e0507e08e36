using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using Ui.Icons;
using Ui.Localisation;

namespace Ui.Forms;

/// <summary>
/// <c>&lt;ui-field for="Input.UserName" label="…" hint="…" autocomplete="username" /&gt;</c>: label, input, hint and error of one
/// property, tied together for screen readers. A password is never sent back to the browser and gets a show/hide button; a new one is
/// estimated while it is typed.
/// </summary>
[HtmlTargetElement("ui-field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldElement(IStringLocalizer<UiText> text) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public ModelExpression For { get; set; } = null!;
    public string Label { get; set; } = "";
    public string? Hint { get; set; }
    public string Type { get; set; } = "text";
    public string? Autocomplete { get; set; }
    public string? InputMode { get; set; }
    public int? MaxLength { get; set; }
    public bool Required { get; set; } = true;
    public bool Autofocus { get; set; }

    /// <summary>The id of a <c>datalist</c> of suggestions.</summary>
    public string? List { get; set; }

    /// <summary>More than one makes it a text area of so many lines.</summary>
    public int Lines { get; set; } = 1;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var entry = ViewContext.ViewData.ModelState.GetValueOrDefault(name);
        var error = entry?.Errors.FirstOrDefault()?.ErrorMessage;

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        output.Content.AppendHtml(LabelOf(id));
        if (Hint is { Length: > 0 }) output.Content.AppendHtml(Note("p", $"{id}-hint", "hint", Hint));
        output.Content.AppendHtml(Control(name, id, entry, error));
        if (Type == "password" && Autocomplete == "new-password") output.Content.AppendHtml(StrengthOf(id));
        if (error is not null) output.Content.AppendHtml(ErrorOf(id, error));
    }

    private TagBuilder LabelOf(string id)
    {
        var label = new TagBuilder("label");
        label.AddCssClass("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(Label);
        if (!Required) label.InnerHtml.AppendHtml(Note("span", null, "soft", $" {text["Field.Optional"]}"));
        return label;
    }

    private TagBuilder Control(string name, string id, ModelStateEntry? entry, string? error)
    {
        var control = new TagBuilder("div");
        control.AddCssClass("field-control");
        control.InnerHtml.AppendHtml(InputOf(name, id, entry, error));
        if (Type == "password") control.InnerHtml.AppendHtml(Reveal(id));
        return control;
    }

    private TagBuilder InputOf(string name, string id, ModelStateEntry? entry, string? error)
    {
        var value = entry?.AttemptedValue ?? Convert.ToString(For.Model, CultureInfo.CurrentCulture);
        var input = Lines > 1 ? TextAreaOf(value) : LineOf(value);
        input.Attributes["id"] = id;
        input.Attributes["name"] = name;
        if (Type is "password" or "email" || Autocomplete?.StartsWith("username", StringComparison.Ordinal) == true)
        {
            input.Attributes["autocapitalize"] = "none";
            input.Attributes["spellcheck"] = "false";
        }
        if (Autocomplete is not null) input.Attributes["autocomplete"] = Autocomplete;
        if (List is not null) input.Attributes["list"] = List;
        if (InputMode is not null) input.Attributes["inputmode"] = InputMode;
        if (MaxLength is { } length) input.Attributes["maxlength"] = length.ToString(CultureInfo.InvariantCulture);
        if (Required) input.Attributes["required"] = "required";
        if (Autofocus) input.Attributes["autofocus"] = "autofocus";
        if (error is not null) input.Attributes["aria-invalid"] = "true";
        if (DescribedBy(id, error) is { Length: > 0 } ids) input.Attributes["aria-describedby"] = ids;
        return input;
    }

    private TagBuilder LineOf(string? value)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("input");
        input.Attributes["type"] = Type;
        if (Type != "password") input.Attributes["value"] = value;
        return input;
    }

    private TagBuilder TextAreaOf(string? value)
    {
        var area = new TagBuilder("textarea");
        area.AddCssClass("textarea");
        area.Attributes["rows"] = Lines.ToString(CultureInfo.InvariantCulture);
        area.InnerHtml.Append($"\n{value}"); // a browser takes the first line feed for layout
        return area;
    }

    private string DescribedBy(string id, string? error) => string.Join(' ',
        new[] { Hint is not { Length: > 0 } ? null : $"{id}-hint", error is null ? null : $"{id}-error" }.Where(part => part is not null));

    // Hidden until the script that makes it work shows it.
    private TagBuilder Reveal(string id)
    {
        var button = new TagBuilder("button");
        button.AddCssClass("reveal");
        button.Attributes["type"] = "button";
        button.Attributes["hidden"] = "hidden";
        button.Attributes["data-reveal"] = "";
        button.Attributes["aria-controls"] = id;
        button.Attributes["aria-pressed"] = "false";
        button.Attributes["aria-label"] = text["Field.ShowPassword"];
        button.InnerHtml.AppendHtml(IconDrawings.Svg("eye")).AppendHtml(IconDrawings.Svg("eye-off"));
        return button;
    }

    // The script that estimates fills it in; its texts come from here.
    private TagBuilder StrengthOf(string id)
    {
        var strength = new TagBuilder("div");
        strength.AddCssClass("strength");
        strength.Attributes["hidden"] = "hidden";
        strength.Attributes["data-strength-of"] = id;
        strength.Attributes["data-weak"] = text["Strength.Weak"];
        strength.Attributes["data-fair"] = text["Strength.Fair"];
        strength.Attributes["data-good"] = text["Strength.Good"];
        strength.Attributes["data-strong"] = text["Strength.Strong"];
        var bar = new TagBuilder("span");
        bar.AddCssClass("strength-bar");
        bar.Attributes["aria-hidden"] = "true";
        var words = Note("p", null, "hint", "");
        words.Attributes["role"] = "status"; // polite: it waits until the screen reader has said what it says
        strength.InnerHtml.AppendHtml(bar).AppendHtml(words);
        return strength;
    }

    private static TagBuilder ErrorOf(string id, string error)
    {
        var note = new TagBuilder("p");
        note.AddCssClass("error");
        note.Attributes["id"] = $"{id}-error";
        note.InnerHtml.AppendHtml(IconDrawings.Svg("alert")).AppendHtml(Note("span", null, null, error));
        return note;
    }

    private static TagBuilder Note(string element, string? id, string? cssClass, string content)
    {
        var note = new TagBuilder(element);
        if (id is not null) note.Attributes["id"] = id;
        if (cssClass is not null) note.AddCssClass(cssClass);
        note.InnerHtml.Append(content);
        return note;
    }
}
