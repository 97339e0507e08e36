using AdminUi.Access;
using AdminUi.Addresses;
using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.AuditLogs;

namespace AdminUi.Pages.AuditLogs;

/// <summary>Whether the chain of the records is whole. Long chains are verified in several steps, each where the last one ended.</summary>
[RequirePermission(Permission.AuditRead)]
internal sealed class VerifyModel(UserApiClient api) : PageModel
{
    [FromQuery(Name = "after")] public long? After { get; set; }

    [FromQuery(Name = "seal")] public string? Seal { get; set; }

    public TrailVerdict Verdict { get; private set; } = null!;

    /// <summary>Where to go on; null when the end was reached.</summary>
    public string? NextAddress => Verdict.Verdict == "unfinished"
        ? QueryAddress.Of("/audit-logs/verify", ("after", FormattableString.Invariant($"{Verdict.Position}")), ("seal", Verdict.Seal))
        : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var answer = await api.VerifyAuditTrailAsync(After, Seal, cancellationToken);
        if (!answer.TryGet(out var verdict, out var refusal)) return this.Answer(refusal);
        Verdict = verdict;
        return Page();
    }
}
