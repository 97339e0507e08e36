using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Localisation;
using AdminUi.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AdminUi.Pages.Users;

/// <summary>Asks before an app loses what a person allowed it, and takes it.</summary>
[RequirePermission(Permission.SessionsWrite)]
internal sealed class RevokeAppModel(UserApiClient api, IStringLocalizer<PageText> text) : PageModel
{
    public Confirmation Question { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid grant, CancellationToken cancellationToken) =>
        await AskAsync(grant, cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid grant, CancellationToken cancellationToken)
    {
        if (await AskAsync(grant, cancellationToken) is { } refused) return refused;
        return (await api.RevokeGrantAsync(grant, cancellationToken)).TryGet(out _, out var refusal)
            ? this.Done(Question.Cancel, "RevokeApp.Done")
            : this.AnswerForm(refusal);
    }

    private async Task<IActionResult?> AskAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!(await api.GetGrantAsync(id, cancellationToken)).TryGet(out var grant, out var refusal)) return this.Answer(refusal);
        Question = new Confirmation
        {
            Title = text["RevokeApp.Title", grant.ClientName, grant.Username],
            Consequences = [text["RevokeApp.Says", string.Join(", ", grant.Scopes)], text["RevokeApp.Again"]],
            Button = text["PersonApps.Revoke"],
            Cancel = $"/users/{grant.UserId}/apps",
        };
        return null;
    }
}
