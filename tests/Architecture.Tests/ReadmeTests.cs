namespace Architecture.Tests;

/// <summary>What the README tells people to copy is what is tested elsewhere.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Theory]
    [InlineData("samples/Spa/public/sign-in.js")]
    [InlineData("samples/WebApp/Program.cs")]
    [InlineData("samples/Api/Program.cs")]
    public void The_lines_to_copy_are_those_of_the_sample(string sample)
    {
        var mark = $"<!-- the same lines as {sample}; a test compares them -->\n```";
        var after = Readme[(Readme.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
        var lines = after[(after.IndexOf('\n') + 1)..after.IndexOf("\n```", StringComparison.Ordinal)];
        Assert.True(lines.Length > 100, $"The README shows nothing of {sample}.");
        Assert.Contains(lines, File.ReadAllText(Path.Combine(Repository.Root, sample)), StringComparison.Ordinal);
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
