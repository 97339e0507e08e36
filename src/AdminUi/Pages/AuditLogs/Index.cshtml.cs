using System.Net;
using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.AuditLogs;

namespace AdminUi.Pages.AuditLogs;

/// <summary>The audit records as a timeline, day by day in the reader's time zone. All that selects stands in the address.</summary>
[RequirePermission(Permission.AuditRead)]
internal sealed class IndexModel(UserApiClient api) : PageModel
{
    [FromQuery(Name = "cursor")] public string? Cursor { get; set; }

    [FromQuery(Name = "back")] public string? Back { get; set; }

    public AuditSelection Selection { get; private set; } = null!;

    public IReadOnlyList<IGrouping<DateOnly, AuditRecord>> Days { get; private set; } = [];

    /// <summary>What the API found wrong with the selection.</summary>
    public IReadOnlyList<string> Complaints { get; private set; } = [];

    public string? NewestAddress { get; private set; }

    public string? NewerAddress { get; private set; }

    public string? OlderAddress { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!(await api.GetOwnProfileAsync(cancellationToken)).TryGet(out var reader, out var refusal)) return this.Answer(refusal);
        Selection = AuditSelection.Read(Request.Query, reader.Zoneinfo);
        var trail = CursorTrail.Read(Cursor, Back);
        var answer = await api.ListAuditRecordsAsync(Selection.ToFilter() with { Cursor = trail.Current }, cancellationToken);
        if (!answer.TryGet(out var records, out refusal)) return Complain(refusal);

        Days = [.. records.GroupBy(record => DateOnly.FromDateTime(Local(record).DateTime))];
        if (!trail.IsFirst) NewestAddress = Selection.Address("/audit-logs");
        NewerAddress = trail.Newer() is { } newer ? Address(newer) : null;
        var meta = ((ApiAnswer<IReadOnlyList<AuditRecord>>.Found)answer).Meta;
        OlderAddress = meta?.NextCursor is { } next ? Address(trail.Older(next)) : null;
        return Page();
    }

    /// <summary>When it happened, as the reader's clock showed it.</summary>
    public DateTimeOffset Local(AuditRecord record) => TimeZoneInfo.ConvertTime(record.OccurredAt, Selection.Zone);

    /// <summary>A selection that the API cannot follow is shown again with its reason; everything else is no page.</summary>
    private IActionResult Complain(ApiRefusal refusal)
    {
        if (refusal.Status != HttpStatusCode.BadRequest) return this.Answer(refusal);
        Complaints = refusal.Errors.Count == 0
            ? [refusal.Detail ?? "400"]
            : [.. refusal.Errors.SelectMany(member => member.Value.Select(error => $"{member.Key}: {error}"))];
        return Page();
    }

    private string Address(CursorTrail trail) => Selection.Address("/audit-logs", ("cursor", trail.Current), ("back", trail.Back));
}
