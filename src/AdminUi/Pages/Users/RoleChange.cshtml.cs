using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Localisation;
using AdminUi.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Roles;

namespace AdminUi.Pages.Users;

/// <summary>Asks before an account gets or loses a role, naming the permissions that it gains or loses by that, and does it.</summary>
[RequirePermission(Permission.RolesWrite)]
internal sealed class RoleChangeModel(UserApiClient api, IStringLocalizer<PageText> text) : PageModel
{
    [FromQuery(Name = "role")] public Guid RoleId { get; set; }

    public Confirmation Question { get; private set; } = null!;

    private UserProfileResource Person { get; set; } = null!;

    private RoleResource Role { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, string change, CancellationToken cancellationToken) =>
        await AskAsync(id, change, cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, string change, CancellationToken cancellationToken)
    {
        if (await AskAsync(id, change, cancellationToken) is { } refused) return refused;
        var changed = change == "add"
            ? await api.AssignRoleAsync(Person.Id.ToString(), Role.Name, cancellationToken)
            : await api.TakeRoleAsync(Person.Id.ToString(), Role.Name, cancellationToken);
        return changed.TryGet(out _, out var refusal)
            ? this.Done($"/users/{Person.Id}/roles", $"RoleChange.{change}.Done", Role.Name, Person.Name)
            : this.AnswerForm(refusal);
    }

    private async Task<IActionResult?> AskAsync(string id, string change, CancellationToken cancellationToken)
    {
        if (!(await api.GetUserAsync(id, cancellationToken)).TryGet(out var person, out var refusal)) return this.Answer(refusal);
        var all = await api.ChooseFromRolesAsync(cancellationToken) ?? [];
        if (all.FirstOrDefault(role => role.Id == RoleId) is not { } named) return NotFound();
        (Person, Role) = (person, named);

        var byOthers = all.Where(role => role != named && person.Roles.Contains(role.Name)).SelectMany(role => role.Permissions);
        var difference = named.Permissions.Except(byOthers).ToList();
        Question = new Confirmation
        {
            Title = text[$"RoleChange.{change}.Title", named.Name, person.Name],
            Consequences =
            [
                difference.Count == 0
                    ? text[$"RoleChange.{change}.Nothing"]
                    : text[$"RoleChange.{change}.Says", difference.Count, string.Join(", ", difference)],
                text["RoleChange.AtOnce"],
            ],
            Button = text[$"RoleChange.{change}.Button"],
            IsDanger = change == "remove",
            Cancel = $"/users/{person.Id}/roles",
        };
        return null;
    }
}
