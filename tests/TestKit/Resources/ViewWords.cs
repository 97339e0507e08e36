using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace TestKit.Resources;

/// <summary>The words that a Razor view holds by itself, and not from resources: text, and attributes that people read or hear.
/// The names of keys and of UTC are the same in all languages.</summary>
public static partial class ViewWords
{
    private static readonly string[] Read =
        ["alt", "title", "placeholder", "aria-label", "aria-description", "label", "hint"];

    public static IEnumerable<string> Of(string view)
    {
        var page = new HtmlParser().ParseDocument($"<body>{WithoutCode(view)}</body>");
        foreach (var text in page.Body!.Descendants<IText>())
            if (Word().IsMatch(text.Data) && text.ParentElement?.LocalName is not "kbd" && text.Data.Trim() != "UTC") yield return text.Data.Trim();
        foreach (var element in page.QuerySelectorAll("body *"))
            foreach (var attribute in element.Attributes)
                if (Read.Contains(attribute.LocalName) && Word().IsMatch(attribute.Value) && !IsFormat(attribute)) yield return $"{attribute.LocalName}=\"{attribute.Value}\"";
    }

    /// <summary>An example of something typed that has the same form in every language.</summary>
    private static bool IsFormat(IAttr attribute) => attribute.LocalName == "placeholder" && !attribute.Value.Contains(' ');

    /// <summary>The markup alone: comments, code blocks, directives, expressions and lines of code are gone.</summary>
    private static string WithoutCode(string view)
    {
        var markup = new System.Text.StringBuilder();
        var text = Comment().Replace(view, "");
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '@') markup.Append(text[at++]);
            else at = AfterCode(text, at + 1);
        }
        return CodeLine().Replace(markup.ToString(), "");
    }

    private static int AfterCode(string text, int at)
    {
        if (at >= text.Length || text[at] == '@') return at + 1;
        if (text[at] is '{' or '(') return AfterBracket(text, at);
        if (Directive().Match(text, at) is { Success: true } directive) return directive.Index + directive.Length;
        if (Statement().Match(text, at) is { Success: true } statement) return AfterBracket(text, statement.Index + statement.Length - 1);
        while (at < text.Length)
        {
            if (char.IsLetterOrDigit(text[at]) || text[at] == '_') at++;
            else if (text[at] is '(' or '[') at = AfterBracket(text, at);
            else if (text[at] is '.' or '?' or '!' && at + 1 < text.Length && (char.IsLetter(text[at + 1]) || text[at + 1] == '.')) at++;
            else return at;
        }
        return at;
    }

    /// <summary>Behind the bracket that closes this one; brackets in strings do not count.</summary>
    private static int AfterBracket(string text, int at)
    {
        var depth = 0;
        for (var quoted = false; at < text.Length; at++)
        {
            if (text[at] == '"' && text[at - 1] != '\\') quoted = !quoted;
            if (quoted) continue;
            if (text[at] is '(' or '[' or '{') depth++;
            if (text[at] is ')' or ']' or '}' && --depth == 0) return at + 1;
        }
        return at;
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G(attribute|page|model|inject|using|namespace|inherits|addTagHelper|section)\b[^\n]*")]
    private static partial Regex Directive();

    [GeneratedRegex(@"\G(if|foreach|for|while|switch)\s*\(")]
    private static partial Regex Statement();

    // Within the braces of a statement, lines of C# stand among the markup.
    [GeneratedRegex(@"^\s*(else\b.*|return;|break;|continue;|case\b.*:|default:|(var|string|int)\s.*;|[\w.()]+\s*(=|\+=|\+\+).*;|(if|foreach|for|while)\s*\(.*\))\s*$",
        RegexOptions.Multiline)]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
