namespace AdminUi.Charts;

/// <summary>The height of a chart as a round number: 1, 2, 4, 5 or 10 times a power of ten, so that its half is round too.</summary>
internal static class NiceScale
{
    private static readonly double[] Steps = [1, 2, 4, 5, 10];

    /// <summary>The smallest round number that is not below the value, and at least 2: half a person is no mark.</summary>
    public static double Above(double value)
    {
        if (value <= 2) return 2;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return Math.Max(value, Steps.Select(step => step * power).First(mark => mark >= value * (1 - 1e-12)));
    }
}
