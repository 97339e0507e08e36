using AdminUi.Charts;
using AdminUi.Localisation;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.Analytics;

namespace AdminUi.Overview;

/// <summary>What happened day by day, as the overview draws it.</summary>
internal static class ActivityCharts
{
    /// <summary>How many days one may look back.</summary>
    public static readonly IReadOnlyList<int> Ranges = [7, 30, 90];

    public const int UsualRange = 30;

    public static ColumnChart SignIns(IReadOnlyList<DayOfActivity> days, IStringLocalizer<PageText> text) => new(
        "sign-ins",
        text["Home.SignIns"],
        [
            new ColumnSeries(text["Home.SignedIn"], "accent", [.. days.Select(day => day.SignIns)]),
            new ColumnSeries(text["Home.RefusedSignIns"], "danger", [.. days.Select(day => day.RefusedSignIns)]),
        ],
        [.. days.Select(day => day.Date)]);

    public static ColumnChart Registrations(IReadOnlyList<DayOfActivity> days, IStringLocalizer<PageText> text) => new(
        "registrations",
        text["Home.Registrations"],
        [new ColumnSeries(text["Home.NewAccounts"], "accent", [.. days.Select(day => day.Registrations)])],
        [.. days.Select(day => day.Date)]);
}
