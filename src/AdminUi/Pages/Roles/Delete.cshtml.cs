using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Localisation;
using AdminUi.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.Roles;

namespace AdminUi.Pages.Roles;

/// <summary>Asks before a role is deleted, and deletes it. Whoever deletes one that somebody has types its name.</summary>
[RequirePermission(Permission.RolesWrite)]
[RequirePermission(Permission.RolesRead)]
internal sealed class DeleteModel(UserApiClient api, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty] public string? Typed { get; set; }

    [BindProperty] public string? Version { get; set; }

    public Confirmation Question { get; private set; } = null!;

    private RoleResource Role { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(string role, CancellationToken cancellationToken) =>
        await AskAsync(role, cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(string role, CancellationToken cancellationToken)
    {
        if (await AskAsync(role, cancellationToken) is { } refused) return refused;
        if (!Question.IsTyped(Typed))
        {
            ModelState.AddModelError(nameof(Typed), text["Confirm.Mistyped", Question.Word!]);
            return Page();
        }
        var deleted = await api.DeleteRoleAsync(Role.Id, force: Typed?.Trim() == Role.Name, Version ?? "", cancellationToken);
        if (deleted.TryGet(out _, out var refusal)) return this.Done("/roles", "DeleteRole.Done", Role.Name);
        if (refusal.Code == "role_in_use") Question = Question with { Word = Role.Name };
        return this.AnswerForm(refusal);
    }

    private async Task<IActionResult?> AskAsync(string idOrName, CancellationToken cancellationToken)
    {
        var found = await api.GetRoleAsync(idOrName, cancellationToken);
        if (!found.TryGet(out var role, out var refusal)) return this.Answer(refusal);
        Role = role;
        Question = new Confirmation
        {
            Title = text["DeleteRole.Title", role.Name],
            Consequences = Consequences(role),
            Button = text["DeleteRole.Button"],
            Cancel = $"/roles/{role.Id}",
            Word = role.Members > 0 ? role.Name : null,
            Version = ((ApiAnswer<RoleResource>.Found)found).Version,
        };
        return null;
    }

    private IReadOnlyList<string> Consequences(RoleResource role) => role.Members switch
    {
        0 => [text["DeleteRole.Nobody"], text["DeleteRole.Forever"]],
        1 => [text["DeleteRole.One", Granted(role)], text["DeleteRole.Forever"]],
        var members => [text["DeleteRole.Many", members, Granted(role)], text["DeleteRole.Forever"]],
    };

    private string Granted(RoleResource role) =>
        role.Permissions.Count == 0 ? text["DeleteRole.Nothing"] : string.Join(", ", role.Permissions);
}
