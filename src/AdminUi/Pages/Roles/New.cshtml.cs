using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Notices;
using AdminUi.Roles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AdminUi.Pages.Roles;

/// <summary>A new role, which nobody has yet. The form carries a key, so that sending it twice makes one role.</summary>
[RequirePermission(Permission.RolesWrite)]
[RequirePermission(Permission.RolesRead)]
internal sealed class NewModel(UserApiClient api, TimeProvider time) : PageModel
{
    [BindProperty] public RoleInput Input { get; set; } = new();

    [BindProperty] public string? Key { get; set; }

    public RoleForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await ShowAsync(cancellationToken) is { } refusal ? this.Answer(refusal) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(Key, out var key)) return BadRequest();
        var created = await api.CreateRoleAsync(Input.ToRole(), key.ToString(), cancellationToken);
        if (created.TryGet(out var role, out var refusal)) return this.Done($"/roles/{role.Id}", "Role.Created", role.Name);
        return await ShowAsync(cancellationToken) is { } missing ? this.Answer(missing) : this.AnswerForm(refusal, Input);
    }

    // The key of a refused form has its answer: what is sent next is another request.
    private async Task<ApiRefusal?> ShowAsync(CancellationToken cancellationToken)
    {
        Key = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        ModelState.Remove(nameof(Key));
        if (!(await api.ListPermissionsAsync(cancellationToken)).TryGet(out var permissions, out var refusal)) return refusal;
        Form = new RoleForm(Input, PermissionGroup.Of(permissions), NameIsFixed: false);
        return null;
    }
}
