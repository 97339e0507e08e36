using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>Views and style sheets know each other: a class that no sheet has a rule for is a slip, or left over.</summary>
public sealed partial class StyleSheetTests
{
    private static readonly HashSet<string> Rules =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.css", SearchOption.AllDirectories)
            .Where(file => file.Contains("/wwwroot/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(file => Selector().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value),
    ];

    [Fact]
    public void Every_class_of_a_view_has_a_rule()
    {
        var missing = Repository.Views("src").SelectMany(view => ClassesOf(File.ReadAllText(view))
            .Where(name => !HasRule(name))
            .Select(name => $"{Repository.Relative(view)}: {name}"));
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("""<p class="soft small">""", "soft", "small")]
    [InlineData("""<p class="badge @(Model.Is("x") ? "badge-success" : null)">""", "badge", "badge-success")]
    [InlineData("""<li class="timeline-@(Model.Is("x") ? "good" : "bad")">""", "timeline-")]
    [InlineData("""<li class="item guard-@guard.State.ToString()">""", "item", "guard-")]
    public void Classes_are_found_in_what_Razor_makes_of_them(string view, params string[] expected) =>
        Assert.Equal(expected, ClassesOf(view));

    /// <summary>One that ends with a hyphen is a beginning that the view completes.</summary>
    private static bool HasRule(string name) =>
        name.EndsWith('-') ? Rules.Any(rule => rule.StartsWith(name, StringComparison.Ordinal)) : Rules.Contains(name);

    private static IEnumerable<string> ClassesOf(string view)
    {
        foreach (Match match in Attribute().Matches(view))
        {
            var value = ValueAt(view, match.Index + match.Length);
            var plain = Expression().Replace(value, "@");
            var chosen = Expression().Matches(value).Where(code => code.Index == 0 || value[code.Index - 1] == ' ').SelectMany(code => Choice().Matches(code.Value)).Select(choice => choice.Groups[1].Value);
            foreach (var name in plain.Split((char[])[' ', '@'], StringSplitOptions.RemoveEmptyEntries).Concat(chosen))
                if (Name().IsMatch(name)) yield return name;
        }
    }

    /// <summary>Up to the quotation mark that ends it: those within an expression belong to that.</summary>
    private static string ValueAt(string view, int start)
    {
        var depth = 0;
        var end = start;
        for (; depth > 0 || view[end] != '"'; end++)
            depth += view[end] switch { '(' => 1, ')' => -1, _ => 0 };
        return view[start..end];
    }

    [GeneratedRegex(@"\.([a-zA-Z][\w-]*)")]
    private static partial Regex Selector();

    [GeneratedRegex("\\bclass=\"")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"@(?:\((?>[^()]+|\((?<open>)|\)(?<-open>))*(?(open)(?!))\)|[\w.]+(?:\(\))?(?:\.[\w]+(?:\(\))?)*)")]
    private static partial Regex Expression();

    // What an expression chooses between, and not what it compares with.
    [GeneratedRegex("""[?:]\s*"([^"]*)"(?!\s*\))""")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^[a-zA-Z][\w-]*$")]
    private static partial Regex Name();
}
