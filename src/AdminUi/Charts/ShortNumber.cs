using System.Globalization;

namespace AdminUi.Charts;

/// <summary>Numbers where there is little room: 950, 12.5k, 3M, with the prefixes of the International System of Units.</summary>
internal static class ShortNumber
{
    private static readonly (double Size, string Prefix)[] Prefixes =
        [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    public static string Of(double value)
    {
        var (size, prefix) = Prefixes.FirstOrDefault(entry => value >= entry.Size, (1, ""));
        return (value / size).ToString("0.#", CultureInfo.CurrentCulture) + prefix;
    }
}
