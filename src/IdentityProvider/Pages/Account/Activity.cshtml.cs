using System.Globalization;
using IdentityProvider.Accounts;
using IdentityProvider.Consent;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserDirectory.PersonalActivity;

namespace IdentityProvider.Pages.Account;

/// <summary>What the person did, and what was done to the account: the trail on them, in words, by days of their own time zone.</summary>
internal sealed class ActivityModel(OwnActivity activity, ActivityText words, PersonZone zone, AppNames names) : PageModel
{
    private const int PageSize = 25;
    private const int MostPages = 400;

    /// <summary>One of <see cref="ActivityKinds.All"/>; anything else shows all.</summary>
    [FromQuery] public string? Kind { get; set; }

    [FromQuery(Name = "page")] public string? RequestedPage { get; set; }

    public int Number { get; private set; } = 1;

    public int Pages { get; private set; } = 1;

    public IReadOnlyList<IGrouping<DateOnly, ActivityLine>> Days { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        if (int.TryParse(RequestedPage, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) Number = Math.Clamp(number, 1, MostPages);
        var query = new ActivityQuery { Actions = ActivityKinds.ActionsOf(Kind), Page = Number, Limit = PageSize };
        var found = await activity.FindAsync(userId, query, cancellationToken);
        Pages = (int)Math.Clamp((found.Total + PageSize - 1) / PageSize, 1, MostPages);

        var lines = new List<ActivityLine>();
        foreach (var act in found.Items) lines.Add(words.Describe(act, await AppNameAsync(act.ClientId, cancellationToken)));
        var reader = await zone.FindAsync(cancellationToken) ?? TimeZoneInfo.Utc;
        Days = [.. lines.GroupBy(line => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(line.OccurredAt, reader).DateTime))];
        return Page();
    }

    private async Task<string?> AppNameAsync(string? clientId, CancellationToken cancellationToken) =>
        clientId is null ? null : await names.FindAsync(clientId, cancellationToken);
}
