using System.Globalization;
using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.AuditLogs;
using UserApi.Contracts.Profile;

namespace AdminUi.Pages;

/// <summary>Who is signed in, and a first look at people and records, as far as they may have it.</summary>
internal sealed class IndexModel(UserApiClient api) : PageModel
{
    private const int NewestRecords = 5;

    public UserProfileResource Person { get; private set; } = null!;

    public DateTimeOffset? SignedInAt { get; private set; }

    /// <summary>Null without the permission to see people.</summary>
    public long? PeopleCount { get; private set; }

    /// <summary>Null without the permission to see records.</summary>
    public IReadOnlyList<AuditRecord>? Newest { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var people = api.ListUsersAsync(new UserFilter(null, null, Page: 1, Limit: 1), cancellationToken);
        var records = api.ListAuditRecordsAsync(new AuditFilter(NewestRecords), cancellationToken);
        var own = await api.GetOwnProfileAsync(cancellationToken);
        await Task.WhenAll(people, records);
        if (own is not ApiAnswer<UserProfileResource>.Found(var person, _))
            return this.Answer(((ApiAnswer<UserProfileResource>.Refused)own).Reason);

        Person = person;
        SignedInAt = long.TryParse(User.FindFirst("auth_time")?.Value, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
        PeopleCount = (await people as ApiAnswer<IReadOnlyList<UserApi.Contracts.Users.UserSummary>>.Found)?.Meta?.Total;
        Newest = (await records as ApiAnswer<IReadOnlyList<AuditRecord>>.Found)?.Data;
        return Page();
    }
}
