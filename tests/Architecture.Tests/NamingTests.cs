using System.Text.RegularExpressions;

namespace Architecture.Tests;

public sealed partial class NamingTests
{
    private static readonly string[] VagueEndings = ["Helper", "Helpers", "Manager", "Util", "Utils", "Utility", "Utilities", "Base"];

    [Fact]
    public void No_type_has_a_vague_name()
    {
        // Razor's own word for what a tag in a page becomes is TagHelper.
        var vague = Repository.ProductTypes.Where(type =>
            VagueEndings.Any(ending => Plain(type).EndsWith(ending, StringComparison.Ordinal)) && !Plain(type).EndsWith("TagHelper", StringComparison.Ordinal));
        Assert.Empty(vague.Select(type => type.FullName));
    }

    [Fact]
    public void No_type_is_named_like_a_folder_of_its_project()
    {
        var clashing = Repository.ProductTypes.Where(type => !type.IsNested && FoldersOf(type).Contains(Plain(type)));
        Assert.Empty(clashing.Select(type => type.FullName));
    }

    [Fact]
    public void A_folder_is_the_namespace()
    {
        var wrong = Repository.Sources("src", "tests", "tools", "bench", "samples")
            .Select(file => (File: Repository.Relative(file), Declared: NamespaceOf(file), Expected: ExpectedNamespace(file)))
            .Where(entry => entry.Declared is not null && entry.Declared != entry.Expected)
            .Select(entry => $"{entry.File} declares {entry.Declared}, its folder says {entry.Expected}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_folder_is_a_kind_of_thing()
    {
        string[] kinds = ["Services", "Models", "Helpers", "Utils", "Interfaces", "Managers", "Common", "Shared", "Misc", "Entities", "Dtos", "Repositories", "Validators"];
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(folder => !folder.Contains("/obj/", StringComparison.Ordinal) && !folder.Contains("/bin/", StringComparison.Ordinal))
            .Where(folder => !folder.EndsWith("/Pages/Shared", StringComparison.Ordinal)) // where Razor looks for layouts and partial views
            .Where(folder => kinds.Contains(Path.GetFileName(folder)) && !folder.EndsWith("Pages/Shared", StringComparison.Ordinal)); // where Razor looks
        Assert.Empty(folders.Select(Repository.Relative));
    }

    private static string Plain(Type type) => type.Name.Split('`')[0];

    private static HashSet<string> FoldersOf(Type type) =>
        [.. Repository.ProductTypes.Where(other => other.Assembly == type.Assembly).SelectMany(other => other.Namespace!.Split('.').Skip(1))];

    private static string? NamespaceOf(string file)
    {
        var match = NamespaceLine().Match(File.ReadAllText(file));
        return match.Success ? match.Groups[1].Value : null;
    }

    private static string ExpectedNamespace(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var project = folder;
        while (!Directory.EnumerateFiles(project, "*.csproj").Any())
            project = Path.GetDirectoryName(project)!;
        var below = Path.GetRelativePath(project, folder).Replace('\\', '/');
        var root = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(project, "*.csproj").First());
        return below == "." ? root : $"{root}.{below.Replace('/', '.')}";
    }

    [GeneratedRegex(@"^namespace\s+([\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
