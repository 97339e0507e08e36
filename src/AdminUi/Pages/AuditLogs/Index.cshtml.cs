using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using UserApi.Contracts.AuditLogs;

namespace AdminUi.Pages.AuditLogs;

/// <summary>The newest audit records, and from there the older ones.</summary>
internal sealed class IndexModel(UserApiClient api) : PageModel
{
    private const int PageSize = 25;

    [FromQuery(Name = "action")] public string? Action { get; set; }

    [FromQuery(Name = "outcome")] public string? Outcome { get; set; }

    [FromQuery(Name = "target_id")] public string? TargetId { get; set; }

    [FromQuery(Name = "cursor")] public string? Cursor { get; set; }

    public IReadOnlyList<AuditRecord> Records { get; private set; } = [];

    /// <summary>Null on the first page.</summary>
    public string? NewestAddress => Cursor is null ? null : Address(null);

    /// <summary>Null on the last page.</summary>
    public string? OlderAddress { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Outcome is not ("success" or "failure")) Outcome = null;
        var filter = new AuditFilter(PageSize) { Action = Action, Outcome = Outcome, TargetId = TargetId, Cursor = Cursor };
        switch (await api.ListAuditRecordsAsync(filter, cancellationToken))
        {
            case ApiAnswer<IReadOnlyList<AuditRecord>>.Found(var records, var meta):
                Records = records;
                OlderAddress = meta?.NextCursor is { } next ? Address(next) : null;
                return Page();
            case var refused:
                return this.Answer(((ApiAnswer<IReadOnlyList<AuditRecord>>.Refused)refused).Reason);
        }
    }

    private string Address(string? cursor) => QueryHelpers.AddQueryString("/audit-logs", new Dictionary<string, string?>
    {
        ["action"] = Action,
        ["outcome"] = Outcome,
        ["target_id"] = TargetId,
        ["cursor"] = cursor,
    });
}
