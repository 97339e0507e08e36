using System.Globalization;

namespace Ui.Localisation;

/// <summary>The languages that the pages speak. One more is a line here and a <c>.resx</c> file of its code beside each neutral one.</summary>
public static class Languages
{
    public static CultureInfo Default { get; } = CultureInfo.GetCultureInfo("en");

    public static IReadOnlyList<CultureInfo> All { get; } = [Default];
}
