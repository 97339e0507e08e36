using System.Globalization;
using TestKit.Product;

namespace IdentityProvider.Tests.RoundTrips;

/// <summary>The table of docs/architecture.md, read from the page itself: what stands there is what is counted.</summary>
internal static class RoundTripTable
{
    public static IReadOnlyDictionary<string, int> Rows { get; } = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "architecture.md"))
        .SkipWhile(line => line != "<!-- round-trips -->").Skip(3)
        .TakeWhile(line => line != "<!-- /round-trips -->")
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture));
}
