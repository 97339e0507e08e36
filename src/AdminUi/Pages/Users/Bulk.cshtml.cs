using AdminUi.Access;
using AdminUi.Bulk;
using AdminUi.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AdminUi.Pages.Users;

/// <summary>Asks before something is done to many accounts, does it, and says what became of each. The answer to the post is the
/// result itself, not a redirect: it stands nowhere else, and doing it twice changes nothing more.</summary>
internal sealed class BulkModel(BulkWork work, ConsolePermissions permissions, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty(Name = "do", SupportsGet = true)] public string? Do { get; set; }

    [BindProperty(Name = "id", SupportsGet = true)] public List<Guid> Ids { get; set; } = [];

    public BulkAct Act { get; private set; } = null!;

    public IReadOnlyList<BulkItem> Items { get; private set; } = [];

    public bool IsTooMany => Ids.Count > BulkWork.MostItems;

    public bool IsDone => Items.Any(item => item.Outcome is not null);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Refuse() is { } refused) return refused;
        if (!IsTooMany) Items = await work.ReadAsync(Ids, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Refuse() is { } refused) return refused;
        if (!IsTooMany) Items = await work.DoAsync(Act, await work.ReadAsync(Ids, cancellationToken), cancellationToken);
        return Page();
    }

    /// <summary>One of them, for the script that shows the progress.</summary>
    public async Task<IActionResult> OnPostOneAsync(CancellationToken cancellationToken)
    {
        if (Refuse() is { } refused) return refused;
        if (Ids is not [var id]) return BadRequest();
        var outcome = await work.DoOneAsync(Act, id, cancellationToken);
        return new JsonResult(new { outcome.Kind, outcome.Reason, outcome.EndsAll });
    }

    public int Count(string kind) => Items.Count(item => item.Outcome?.Kind == kind);

    /// <summary>A sentence in the singular or the plural.</summary>
    public string Sentence(string key) =>
        Items.Count == 1 ? text[$"{key}.One", Act.RoleName ?? ""] : text[$"{key}.Many", Act.RoleName ?? "", Items.Count];

    private IActionResult? Refuse()
    {
        if (!ModelState.IsValid || BulkAct.Read(Do) is not { } act) return BadRequest();
        if (!permissions.Has(act.Permission)) return StatusCode(StatusCodes.Status403Forbidden);
        (Act, Ids) = (act, [.. Ids.Distinct()]);
        return null;
    }
}
