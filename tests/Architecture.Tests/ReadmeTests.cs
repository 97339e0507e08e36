namespace Architecture.Tests;

/// <summary>What the README tells people to copy is what is tested elsewhere.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void The_lines_for_a_SPA_are_those_of_the_sample()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples/Spa/public/sign-in.js"));
        var snippet = Readme[Readme.IndexOf("```js\n", StringComparison.Ordinal)..][6..];
        Assert.Contains(snippet[..snippet.IndexOf("```", StringComparison.Ordinal)].Trim(), sample, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_that_the_documents_link_to_exists()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Append(Path.Combine(Repository.Root, "CONTRIBUTING.md"));
        var broken =
            from document in documents
            from link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(document), @"\]\(([^)#:]+)(?:#[^)]*)?\)")
            let target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value)
            where !Path.Exists(target)
            select $"{Repository.Relative(document)} links to {link.Groups[1].Value}";
        Assert.Empty(broken);
    }
}
