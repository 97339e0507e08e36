using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>docs/architecture.md walks one request through its files: they exist, and are few and short.</summary>
public sealed partial class WalkTests
{
    [Fact]
    public void One_token_request_is_read_in_about_a_dozen_files_and_under_1300_lines()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var walk = page[page.IndexOf("<!-- walk -->", StringComparison.Ordinal)..page.IndexOf("<!-- /walk -->", StringComparison.Ordinal)];
        var files = FileOfTheWalk().Matches(walk).Select(match => Path.Combine(Repository.Root, match.Groups[1].Value)).ToList();

        Assert.InRange(files.Count, 10, 15);
        Assert.All(files, file => Assert.True(File.Exists(file), $"{file} is gone."));
        Assert.InRange(files.Sum(file => File.ReadLines(file).Count()), 500, 1300);
    }

    [GeneratedRegex(@"\| \d+ \| `([^`]+)`")]
    private static partial Regex FileOfTheWalk();
}
