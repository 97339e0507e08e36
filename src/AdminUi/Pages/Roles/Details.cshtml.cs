using System.Globalization;
using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Roles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Roles;
using UserApi.Contracts.Users;

namespace AdminUi.Pages.Roles;

/// <summary>One role: what it grants, and who has it.</summary>
[RequirePermission(Permission.RolesRead)]
internal sealed class DetailsModel(UserApiClient api, ConsolePermissions permissions) : PageModel
{
    private const int PageSize = 25;
    private const int DeepestPage = 400; // where the API stops counting pages

    [FromQuery(Name = "page")] public string? RequestedPage { get; set; }

    [BindProperty] public RoleInput Input { get; set; } = new();

    public RoleResource Role { get; private set; } = null!;

    public string? Version { get; private set; }

    public RoleForm Form { get; private set; } = null!;

    /// <summary>Null when the role can be changed.</summary>
    public RoleLock? Lock { get; private set; }

    /// <summary>Null without the permission to see people.</summary>
    public IReadOnlyList<UserSummary>? Members { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public int Pages { get; private set; } = 1;

    public Task<IActionResult> OnGetAsync(string role, CancellationToken cancellationToken) =>
        ShowAsync(role, input: null, cancellationToken);

    /// <summary>The form again, as it was before the review: nothing is changed.</summary>
    public Task<IActionResult> OnPostAsync(string role, CancellationToken cancellationToken) => ShowAsync(role, Input, cancellationToken);

    private async Task<IActionResult> ShowAsync(string idOrName, RoleInput? input, CancellationToken cancellationToken)
    {
        var known = api.ListPermissionsAsync(cancellationToken);
        var found = await api.GetRoleAsync(idOrName, cancellationToken);
        if (!found.TryGet(out var role, out var refusal)) return this.Answer(refusal);
        if (!(await known).TryGet(out var all, out refusal)) return this.Answer(refusal);
        (Role, Version) = (role, ((ApiAnswer<RoleResource>.Found)found).Version);
        Lock = RoleLock.Of(role, all, permissions.Has(Permission.RolesWrite));
        Input = input ?? RoleInput.Of(role);
        Form = new RoleForm(Input, PermissionGroup.Of(all), role.BuiltIn);
        return await ReadMembersAsync(cancellationToken) is { } missing ? this.Answer(missing) : Page();
    }

    private async Task<ApiRefusal?> ReadMembersAsync(CancellationToken cancellationToken)
    {
        if (!permissions.Has(Permission.UsersRead)) return null;
        if (int.TryParse(RequestedPage, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            PageNumber = Math.Clamp(number, 1, DeepestPage);
        var listed = await api.ListUsersAsync(new UserFilter(null, null, PageNumber, PageSize) { Role = Role.Name }, cancellationToken);
        if (!listed.TryGet(out var members, out var refusal)) return refusal;
        Members = members;
        var meta = ((ApiAnswer<IReadOnlyList<UserSummary>>.Found)listed).Meta;
        Pages = (int)Math.Clamp(meta?.TotalPages ?? 1, 1, DeepestPage);
        return null;
    }
}
