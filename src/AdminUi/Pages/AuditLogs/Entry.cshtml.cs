using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Comparisons;
using AdminUi.Devices;
using AdminUi.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.AuditLogs;

namespace AdminUi.Pages.AuditLogs;

/// <summary>One record: who, what, on whom, from where, and what was before and after.</summary>
[RequirePermission(Permission.AuditRead)]
internal sealed class EntryModel(UserApiClient api, IStringLocalizer<PageText> text) : PageModel
{
    public AuditRecord Record { get; private set; } = null!;

    public Comparison Values { get; private set; } = null!;

    public string DeviceText => DeviceWords.Of(Record.UserAgent, text);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!(await api.GetAuditRecordAsync(id, cancellationToken)).TryGet(out var record, out var refusal)) return this.Answer(refusal);
        Record = record;
        Values = Comparison.Of(record.OldValues, record.NewValues);
        return Page();
    }
}
