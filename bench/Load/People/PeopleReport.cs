using System.Globalization;
using System.Text;

namespace Load.People;

/// <summary>The table of the user API, in Markdown: what each work costs at each number of accounts, and how that grew since the smallest.</summary>
internal sealed class PeopleReport(IReadOnlyList<int> sizes)
{
    private readonly List<string> _facts = [];
    private readonly List<Line> _lines = [];

    public static string Thousands(int number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');

    public void Add(string fact)
    {
        _facts.Add(fact);
        Console.Error.WriteLine(fact);
    }

    /// <param name="work">What was asked.</param>
    /// <param name="size">How many accounts there were.</param>
    /// <param name="measured">At the fixed rate.</param>
    /// <param name="most">The requests per second without a pause, on 32 connections.</param>
    /// <param name="computed">The processor time of UserApi meanwhile.</param>
    /// <param name="budget">Milliseconds that 95 of 100 may take.</param>
    public void Add(string work, int size, FixedRate measured, double most, TimeSpan computed, double? budget)
    {
        var key = work.StartsWith("list, by cursor", StringComparison.Ordinal) ? "list, by cursor" : work;
        var smallest = _lines.FirstOrDefault(line => line.Key == key)?.P95 ?? measured.P95Milliseconds;
        var verdict = budget is null ? "" : measured.P95Milliseconds <= budget ? "met" : "missed";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"| {work} | {Thousands(size)} | {measured.AskedPerSecond:F0} | {measured.PerSecond:F0} | {most:F0} | {measured.P50Milliseconds:F1} | {measured.P95Milliseconds:F1} | {measured.P99Milliseconds:F1} | {measured.P95Milliseconds / smallest:F2} | {computed.TotalMilliseconds / measured.Requests:F2} | {budget:F0} | {verdict} | {measured.Refused} |");
        _lines.Add(new Line(key, text, measured.P95Milliseconds));
        Console.Error.WriteLine(text);
    }

    public void Print()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"| work | accounts | asked /s | got /s | most /s | p50 ms | p95 ms | p99 ms | p95 ÷ that at {Thousands(sizes[0])} | CPU ms of UserApi each | budget p95 | | refused |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var line in _lines.GroupBy(line => line.Key).SelectMany(group => group)) text.Append(line.Text).Append('\n');
        Console.WriteLine(text);
        foreach (var fact in _facts) Console.WriteLine(fact);
    }

    private sealed record Line(string Key, string Text, double P95);
}
