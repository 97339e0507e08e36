using System.Text.RegularExpressions;
using System.Xml.Linq;
using TestKit.Product;

namespace AdminUi.Tests.Localisation;

/// <summary>A key without a text would be shown to people as it stands.</summary>
public sealed partial class PageTextTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "src", "AdminUi");

    [Fact]
    public void Every_text_that_a_page_names_exists()
    {
        var texts = XElement.Load(Path.Combine(Folder, "Localisation", "PageText.resx"))
            .Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();
        var named = Directory.EnumerateFiles(Folder, "*.cs*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(file => Use().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();

        Assert.True(named.Count > 50);
        Assert.Empty(named.Except(texts));
    }

    [GeneratedRegex("""(?<![.\w])[Tt]ext\["([A-Za-z]+\.[A-Za-z.]+)"[\],]""")]
    private static partial Regex Use();
}
