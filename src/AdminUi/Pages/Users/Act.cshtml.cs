using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Localisation;
using AdminUi.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.Profile;

namespace AdminUi.Pages.Users;

/// <summary>Asks before something is done to an account as a whole, and does it.</summary>
internal sealed class ActModel(UserApiClient api, ConsolePermissions permissions, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty] public string? Typed { get; set; }

    public Confirmation Question { get; private set; } = null!;

    private AccountAct Act { get; set; } = null!;

    private UserProfileResource Person { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, string act, CancellationToken cancellationToken) =>
        await AskAsync(id, act, cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, string act, CancellationToken cancellationToken)
    {
        if (await AskAsync(id, act, cancellationToken) is { } refused) return refused;
        if (!Question.IsTyped(Typed))
        {
            ModelState.AddModelError(nameof(Typed), text["Confirm.Mistyped", Question.Word!]);
            return Page();
        }
        return await DoAsync(cancellationToken) is { } refusal
            ? this.AnswerForm(refusal)
            : this.Done($"/users/{Person.Id}", $"Act.{Act.Name}.Done", Person.Name);
    }

    private async Task<IActionResult?> AskAsync(string id, string name, CancellationToken cancellationToken)
    {
        if (AccountAct.Find(name) is not { } act) return NotFound();
        if (!permissions.Has(act.Permission)) return StatusCode(StatusCodes.Status403Forbidden);
        if (!(await api.GetUserAsync(id, cancellationToken)).TryGet(out var person, out var refusal)) return this.Answer(refusal);
        (Act, Person) = (act, person);
        Question = new Confirmation
        {
            Title = text[$"Act.{act.Name}.Title", person.Name],
            Consequences = Consequences(act),
            Button = text[$"Act.{act.Name}.Button"],
            IsDanger = act.IsDanger,
            Cancel = $"/users/{person.Id}",
            Word = act.IsTyped ? person.Username : null,
        };
        return null;
    }

    // Act.delete.Says.1, Act.delete.Says.2 and so on, as many as there are.
    private List<string> Consequences(AccountAct act) =>
    [
        .. Enumerable.Range(1, int.MaxValue)
            .Select(number => text[$"Act.{act.Name}.Says.{number}"])
            .TakeWhile(sentence => !sentence.ResourceNotFound)
            .Select(sentence => sentence.Value),
    ];

    private async Task<ApiRefusal?> DoAsync(CancellationToken cancellationToken)
    {
        var id = Person.Id.ToString();
        switch (Act.Name)
        {
            case "delete":
                (await api.DeleteUserAsync(id, version: null, cancellationToken)).TryGet(out _, out var refusal);
                return refusal;
            case "end-sessions":
                (await api.EndSessionsOfUserAsync(id, cancellationToken)).TryGet(out _, out refusal);
                return refusal;
            default:
                (await api.ActOnUserAsync(id, Act.Name, cancellationToken)).TryGet(out _, out refusal);
                return refusal;
        }
    }
}
