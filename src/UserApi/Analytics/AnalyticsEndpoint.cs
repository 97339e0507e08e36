using System.Globalization;
using ServiceDefaults.Documentation;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Analytics;
using UserApi.Requests;
using UserDirectory.Analytics;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Analytics;

/// <summary>The installation in figures, for administrators; at most a minute old.</summary>
internal static class AnalyticsEndpoint
{
    public const int DefaultDays = 30;

    private static readonly HashSet<string> Known = ["days"];

    public static void Map(RouteGroupBuilder v1) =>
        v1.MapRead("/admin/analytics", GetAsync).RequirePermission(Permissions.AnalyticsRead).Describe(AnalyticsOperations.Get);

    private static async Task<IResult> GetAsync(HttpContext http, InstallationFigures figures, CancellationToken cancellationToken)
    {
        if (QueryText.Refuse(http.Request.Query, Known) is { } refusal) return refusal;
        var days = DefaultDays;
        var faults = new List<(string, string)>();
        if (QueryText.Of(http.Request.Query, "days", longest: 10, faults) is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) || days is < 1 or > InstallationFigures.MostDays))
            faults.Add(("days", $"It must be a whole number from 1 to {InstallationFigures.MostDays}."));
        return faults.Count > 0
            ? ApiProblem.Invalid(faults)
            : ShownAnswer.Of(http, Show(await figures.GetAsync(days, cancellationToken)));
    }

    private static AnalyticsResource Show(Figures figures) => new()
    {
        Days = [.. figures.Days.Select(day => new DayOfActivity
        {
            Date = day.Date,
            SignIns = day.SignIns,
            RefusedSignIns = day.RefusedSignIns,
            Registrations = day.Registrations,
        })],
        Accounts = new AccountCounts
        {
            Total = figures.ByStatus.Values.Sum(),
            Active = figures.ByStatus.GetValueOrDefault(UserStatus.Active),
            Suspended = figures.ByStatus.GetValueOrDefault(UserStatus.Suspended),
            PendingDeletion = figures.ByStatus.GetValueOrDefault(UserStatus.PendingDeletion),
        },
        ActiveSessions = figures.ActiveSessions,
        Attention = [.. figures.Concerns.Select(concern => new AttentionItem
        {
            Kind = concern.Kind,
            Severity = concern.Grave ? "danger" : "warning",
            Count = concern.Count,
            Since = concern.Since,
        })],
        ReadAt = figures.ReadAt,
    };
}
