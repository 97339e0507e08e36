using System.Globalization;
using AdminUi.Charts;

namespace AdminUi.Tests.Charts;

public sealed class ColumnChartTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(5, 5)]
    [InlineData(7, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 20)]
    [InlineData(999, 1000)]
    [InlineData(1000, 1000)]
    [InlineData(123_456, 200_000)]
    [InlineData(9.3e18, 1e19)]
    public void The_scale_ends_at_a_round_number(double value, double expected) => Assert.Equal(expected, NiceScale.Above(value), expected * 1e-9);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "1k")]
    [InlineData(12_500, "12.5k")]
    [InlineData(2_000_000, "2M")]
    [InlineData(1e19, "10E")]
    public void A_long_number_is_written_short(double value, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Assert.Equal(expected, ShortNumber.Of(value));
    }

    [Fact]
    public void Nothing_is_drawn_for_nothing()
    {
        var chart = Chart([0, 0], [0, 0]);

        Assert.True(chart.IsEmpty);
        Assert.Empty(chart.Parts());
    }

    [Fact]
    public void A_chart_without_days_is_empty_too() => Assert.True(Chart([], []).IsEmpty);

    [Fact]
    public void One_sign_in_among_a_million_is_seen()
    {
        var parts = Chart([1_000_000, 1], [0, 0]).Parts().ToList();

        Assert.Equal([100, 1], parts.Select(part => part.Height));
    }

    [Fact]
    public void Parts_of_a_day_stand_on_each_other_and_inside_the_drawing()
    {
        var parts = Chart([6], [4]).Parts().ToList();

        Assert.Equal([("accent", 40.0, 60.0), ("danger", 0.0, 40.0)], parts.Select(part => (part.Tone, part.Y, part.Height)));
    }

    [Fact]
    public void The_largest_numbers_stay_inside_the_drawing()
    {
        var chart = Chart([long.MaxValue, 0], [long.MaxValue, 1]);

        Assert.All(chart.Parts(), part => Assert.True(part.Y >= 0 && part.Y + part.Height <= ColumnChart.Height + 1e-9, part.ToString()));
        Assert.Equal(2.0 * long.MaxValue, chart.Series.Sum(series => series.Total), 1e6);
    }

    [Fact]
    public void Coordinates_are_written_as_SVG_reads_them_in_every_culture()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

        Assert.Equal("1.5", Chart([1], [0]).Parts().Single().Left);
    }

    private static ColumnChart Chart(long[] good, long[] bad) => new(
        "test", "Test", [new ColumnSeries("Good", "accent", good), new ColumnSeries("Bad", "danger", bad)],
        [.. good.Select((_, day) => new DateOnly(2026, 3, 1).AddDays(day))]);
}
