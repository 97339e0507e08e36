using AdminUi.Access;
using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Roles;

namespace AdminUi.Pages.Users;

/// <summary>The roles of one account, and those that it could get.</summary>
[RequirePermission(Permission.RolesRead)]
internal sealed class RolesModel(UserApiClient api) : PageModel
{
    public UserProfileResource Person { get; private set; } = null!;

    public IReadOnlyList<RoleResource> Held { get; private set; } = [];

    public IReadOnlyList<RoleResource> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!(await api.GetUserAsync(id, cancellationToken)).TryGet(out var person, out var refusal)) return this.Answer(refusal);
        var all = await api.ChooseFromRolesAsync(cancellationToken) ?? [];
        Person = person;
        Held = [.. all.Where(role => person.Roles.Contains(role.Name))];
        Others = [.. all.Except(Held)];
        return Page();
    }
}
