using TestKit.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>The table of docs/security.md, read from the page itself: what stands there is what is tested.</summary>
internal static class LivesAndDies
{
    public static IReadOnlyList<(string Artefact, string Event, string Verdict)> Cells { get; } = Read();

    private static List<(string, string, string)> Read()
    {
        var rows = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "security.md"))
            .SkipWhile(line => line != "<!-- lives-and-dies -->").Skip(1)
            .TakeWhile(line => line != "<!-- /lives-and-dies -->")
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        var events = rows[0];
        return [.. rows.Skip(2).SelectMany(row => row.Skip(1).Select((cell, index) => (row[0], events[index + 1], cell.Split(' ')[0])))];
    }
}
