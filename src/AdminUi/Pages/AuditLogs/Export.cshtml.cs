using AdminUi.Access;
using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AdminUi.Pages.AuditLogs;

/// <summary>All records of a selection as a file: UserApi's own, handed on while it comes.</summary>
[RequirePermission(Permission.AuditRead)]
internal sealed class ExportModel(UserApiClient api, TimeProvider time) : PageModel
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["csv"] = "text/csv; charset=utf-8",
        ["ndjson"] = "application/x-ndjson",
    };

    [FromQuery(Name = "format")] public string Format { get; set; } = "csv";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Types.TryGetValue(Format, out var type)) return StatusCode(StatusCodes.Status400BadRequest);
        if (!(await api.GetOwnProfileAsync(cancellationToken)).TryGet(out var reader, out var refusal)) return this.Answer(refusal);
        var filter = AuditSelection.Read(Request.Query, reader.Zoneinfo).ToFilter();
        var answer = await api.ExportAuditRecordsAsync(filter, Format, cancellationToken);
        if (!answer.TryGet(out var file, out refusal)) return this.Answer(refusal);
        return new ApiFileResult(file, type, $"audit-{time.GetUtcNow():yyyyMMdd-HHmmss}.{Format}");
    }
}
