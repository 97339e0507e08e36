using System.Text.RegularExpressions;
using System.Xml.Linq;
using TestKit.Product;

namespace TestKit.Resources;

/// <summary>The strings of one <c>.resx</c> file, by key.</summary>
public static partial class ResourceFile
{
    /// <param name="path">Below the root of the source tree, without extension, such as <c>src/Ui/Localisation/UiText</c>.</param>
    /// <param name="language">Null for the neutral file.</param>
    public static IReadOnlyDictionary<string, string> Read(string path, string? language = null) =>
        XElement.Load(Path.Combine(SourceTree.Root, $"{path}{(language is null ? "" : $".{language}")}.resx"))
            .Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    /// <summary>What is put into a string: <c>{0}</c>, <c>{1:N0}</c>, each once.</summary>
    public static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Placeholder();
}
