using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ui.Tests.Localisation;

public sealed partial class UiTextTests
{
    private static readonly HashSet<string> Keys = [.. XElement.Load(Path.Combine(SourceFiles.Folder, "Localisation/UiText.resx"))
        .Elements("data").Select(data => data.Attribute("name")!.Value)];

    [Fact]
    public void Every_string_that_is_used_exists_and_every_string_that_exists_is_used()
    {
        var used = SourceFiles.Matching("*.cshtml").Concat(SourceFiles.Matching("*.cs"))
            .SelectMany(file => Use().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.Equal(Keys.Order(), used.Order());
    }

    [GeneratedRegex("""(?:(?:UiStrings|text)\[|\()"([A-Z][A-Za-z]+\.[A-Za-z]+)""")]
    private static partial Regex Use();
}
