using System.Text.RegularExpressions;
using System.Xml.Linq;
using TestKit.Product;

namespace IdentityProvider.Tests.Localisation;

public sealed partial class PageTextTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "src/IdentityProvider");

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static HashSet<string> Keys() => [.. XElement.Load(Path.Combine(Folder, "Localisation/PageText.resx"))
        .Elements("data").Select(data => data.Attribute("name")!.Value)];

    [Fact]
    public void Every_string_that_is_used_exists_and_every_string_that_exists_is_used()
    {
        var text = string.Join('\n', Sources("*.cs").Concat(Sources("*.cshtml")).Select(File.ReadAllText));
        var keys = Keys();

        Assert.All(Use().Matches(text).Select(match => match.Groups[1].Value), key => Assert.Contains(key, keys));
        Assert.All(keys.Where(key => !IsNamedAtRunTime(key)), key => Assert.Contains($"\"{key}\"", text, StringComparison.Ordinal));
    }

    // The names of scopes and claims come with the request, those of numbers and choices with what is counted and chosen.
    private static readonly string[] NamedAtRunTime =
    [
        "Scope.", "Claim.", "Security.Counted.", "Activity.Did.", "Activity.Kind.", "Preferences.Channel.", "Preferences.Kind.",
        "SecondStep.Lead.", "SecondStep.Code.", "SecondStep.Use.",
    ];

    private static bool IsNamedAtRunTime(string key) => NamedAtRunTime.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    [Fact]
    public void No_view_holds_inline_style_or_script() =>
        Assert.All(Sources("*.cshtml"), view => Assert.DoesNotMatch(Inline(), File.ReadAllText(view)));

    [Fact]
    public void No_view_holds_words_of_its_own() =>
        Assert.All(Sources("*.cshtml"), view => Assert.DoesNotMatch(Words(), Code().Replace(File.ReadAllText(view), "")));

    [GeneratedRegex("""(?:[Tt]ext\[|ErrorMessage = )"([A-Za-z.]+)""")]
    private static partial Regex Use();

    [GeneratedRegex("""\sstyle="|\son[a-z]+="|<style|<script(?! src="~/)|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    // Razor's own lines and comments are no text of the page.
    [GeneratedRegex(@"@\*.*?\*@|@\{.*?^\}|^@.*$|^\s*@?(foreach|if|else|return|var)\b.*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@">\s*[A-Z][a-z]+\s[a-z]+")]
    private static partial Regex Words();
}
