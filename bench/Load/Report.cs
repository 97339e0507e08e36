using System.Globalization;
using System.Text;

namespace Load;

/// <summary>The table that the benchmark prints, in Markdown.</summary>
internal sealed class Report
{
    private readonly StringBuilder _rows = new();
    private readonly List<string> _facts = [];

    public void Add(string fact) => _facts.Add(fact);

    public void Add(string name, Measurement measured, Measurement? floor, double? budget)
    {
        var ratio = floor is null ? (double?)null : measured.PerSecond / floor.PerSecond;
        var verdict = budget is null || ratio is null ? "" : ratio >= budget ? "met" : "missed";
        var row = string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {measured.Connections} | {measured.PerSecond:F0} | {measured.P50Milliseconds:F2} | {measured.P99Milliseconds:F2} | {Percent(ratio)} | {Percent(budget)} | {verdict} | {measured.Refused} |");
        _rows.AppendLine(row);
        Console.Error.WriteLine(row);
    }

    public void Print()
    {
        Console.WriteLine("| work | connections | req/s | p50 ms | p99 ms | of its floor | budget | | refused |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        Console.Write(_rows);
        Console.WriteLine();
        foreach (var fact in _facts) Console.WriteLine(fact);
    }

    private static string Percent(double? share) => share is { } value ? value.ToString("P0", CultureInfo.InvariantCulture) : "";
}
