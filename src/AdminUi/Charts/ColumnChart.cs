using System.Globalization;

namespace AdminUi.Charts;

/// <summary>A column for each day, its parts on top of each other. It is drawn on a grid as wide as there are days and 100 high,
/// which the page stretches to the room there is; so it holds no letters.</summary>
/// <param name="Id">What its elements' ids begin with.</param>
internal sealed record ColumnChart(string Id, string Title, IReadOnlyList<ColumnSeries> Series, IReadOnlyList<DateOnly> Days)
{
    public const int Height = 100;
    public const int DayWidth = 10;

    private const double Gap = 1.5;
    private const double Visible = 1; // even one in a million is seen

    public int Width => Math.Max(1, Days.Count) * DayWidth;

    /// <summary>The number at the upper edge.</summary>
    public double Top { get; } = NiceScale.Above(
        Days.Select((_, day) => Series.Sum(series => (double)series.Values[day])).DefaultIfEmpty(0).Max());

    public bool IsEmpty => Series.All(series => series.Values.All(value => value == 0));

    /// <summary>What stands over a day when the pointer rests there.</summary>
    public string Describe(int day)
    {
        var values = Series.Select(series => $"{series.Name} {series.Values[day].ToString("N0", CultureInfo.CurrentCulture)}");
        return $"{DayName(Days[day])}: {string.Join(", ", values)}";
    }

    /// <summary>The columns, day after day, each from the bottom up.</summary>
    public IEnumerable<ColumnPart> Parts()
    {
        for (var day = 0; day < Days.Count; day++)
        {
            var bottom = (double)Height;
            foreach (var series in Series.Where(series => series.Values[day] > 0))
            {
                var height = Math.Min(bottom, Math.Max(Visible, series.Values[day] / Top * Height));
                bottom -= height;
                yield return new ColumnPart(series.Tone, (day * DayWidth) + Gap, bottom, DayWidth - (2 * Gap), height);
            }
        }
    }

    public static string DayName(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}

/// <summary>One of the numbers of each day.</summary>
/// <param name="Tone">Which colour it has: <c>accent</c> or <c>danger</c>.</param>
/// <param name="Values">One for each day of the chart.</param>
internal sealed record ColumnSeries(string Name, string Tone, IReadOnlyList<long> Values)
{
    /// <summary>All days together; as a fraction, since it may pass what a whole number holds.</summary>
    public double Total => Values.Sum(value => (double)value);
}

/// <summary>A rectangle of the drawing, in its own units.</summary>
internal sealed record ColumnPart(string Tone, double X, double Y, double Width, double Height)
{
    public string Left => Number(X);

    public string Upper => Number(Y);

    public string Across => Number(Width);

    public string Tall => Number(Height);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
