using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Roles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Roles;

namespace AdminUi.Pages.Roles;

/// <summary>Every role, and which permissions it grants.</summary>
[RequirePermission(Permission.RolesRead)]
internal sealed class IndexModel(UserApiClient api) : PageModel
{
    public IReadOnlyList<RoleResource> All { get; private set; } = [];

    public IReadOnlyList<PermissionGroup> Groups { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var asked = api.ListPermissionsAsync(cancellationToken);
        var listed = await api.ListRolesAsync(cancellationToken);
        var known = await asked;
        if (!listed.TryGet(out var roles, out var refusal)) return this.Answer(refusal);
        if (!known.TryGet(out var permissions, out refusal)) return this.Answer(refusal);
        (All, Groups) = (roles, PermissionGroup.Of(permissions));
        return Page();
    }
}
