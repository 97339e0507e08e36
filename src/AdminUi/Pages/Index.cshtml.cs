using System.Globalization;
using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Localisation;
using AdminUi.Overview;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.Analytics;
using UserApi.Contracts.AuditLogs;
using UserApi.Contracts.Profile;

namespace AdminUi.Pages;

/// <summary>What needs attention, what happened lately, and who is signed in: each as far as the person may see it.</summary>
internal sealed class IndexModel(UserApiClient api, ConsolePermissions permissions, IStringLocalizer<PageText> text) : PageModel
{
    private const int NewestRecords = 5;

    [FromQuery(Name = "days")] public string? RequestedDays { get; set; }

    public int Days { get; private set; } = ActivityCharts.UsualRange;

    public UserProfileResource Person { get; private set; } = null!;

    public DateTimeOffset? SignedInAt { get; private set; }

    /// <summary>Null without the permission to see figures, and while they cannot be read.</summary>
    public AnalyticsResource? Figures { get; private set; }

    public bool FiguresAreMissing => Figures is null && permissions.Has(Permission.AnalyticsRead);

    /// <summary>Null without the permission to see people, and where the figures tell it.</summary>
    public long? PeopleCount { get; private set; }

    /// <summary>Null without the permission to see records.</summary>
    public IReadOnlyList<AuditRecord>? Newest { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (int.TryParse(RequestedDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && ActivityCharts.Ranges.Contains(days))
            Days = days;
        var own = api.GetOwnProfileAsync(cancellationToken);
        await Task.WhenAll(own, ReadFiguresAsync(cancellationToken), ReadNewestAsync(cancellationToken));
        if (!(await own).TryGet(out var person, out var refusal)) return this.Answer(refusal);

        if (Figures is null) await CountPeopleAsync(cancellationToken);
        Person = person;
        SignedInAt = long.TryParse(User.FindFirst("auth_time")?.Value, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
        return Page();
    }

    public IEnumerable<AttentionNote> Attention() => Figures!.Attention.Select(item => AttentionNote.Of(item, permissions, text));

    private async Task ReadFiguresAsync(CancellationToken cancellationToken)
    {
        if (permissions.Has(Permission.AnalyticsRead))
            Figures = (await api.GetAnalyticsAsync(Days, cancellationToken) as ApiAnswer<AnalyticsResource>.Found)?.Data;
    }

    private async Task CountPeopleAsync(CancellationToken cancellationToken)
    {
        if (!permissions.Has(Permission.UsersRead)) return;
        var people = await api.ListUsersAsync(new UserFilter(null, null, Page: 1, Limit: 1), cancellationToken);
        PeopleCount = (people as ApiAnswer<IReadOnlyList<UserApi.Contracts.Users.UserSummary>>.Found)?.Meta?.Total;
    }

    private async Task ReadNewestAsync(CancellationToken cancellationToken)
    {
        if (!permissions.Has(Permission.AuditRead)) return;
        var records = await api.ListAuditRecordsAsync(new AuditFilter(NewestRecords), cancellationToken);
        Newest = (records as ApiAnswer<IReadOnlyList<AuditRecord>>.Found)?.Data;
    }
}
