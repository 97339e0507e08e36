using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Notices;
using AdminUi.Roles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Roles;
using UserApi.Contracts.Users;

namespace AdminUi.Pages.Roles;

/// <summary>What a change of a role would do, before it is saved: compared with the role as it is now, and saved only onto that.</summary>
[RequirePermission(Permission.RolesWrite)]
[RequirePermission(Permission.RolesRead)]
internal sealed class ReviewModel(UserApiClient api, ConsolePermissions permissions) : PageModel
{
    /// <summary>How many people are looked at; with more the page says what may happen instead of what will.</summary>
    private const int MostMembers = 100;

    [BindProperty] public RoleInput Input { get; set; } = new();

    /// <summary>The state of the role that the person has seen.</summary>
    [BindProperty] public string? Version { get; set; }

    public RoleResource Role { get; private set; } = null!;

    /// <summary>What is granted, with its sentences.</summary>
    public IReadOnlyDictionary<string, string> Descriptions { get; private set; } = new Dictionary<string, string>();

    public RoleEffect Effect { get; private set; } = null!;

    /// <summary>Somebody else changed the role since it was opened.</summary>
    public bool IsStale { get; private set; }

    public IActionResult OnGet(string role) => this.SeeOther($"/roles/{Uri.EscapeDataString(role)}");

    public async Task<IActionResult> OnPostAsync(string role, CancellationToken cancellationToken)
    {
        var seen = Version;
        if (await ReadAsync(role, cancellationToken) is { } refusal) return this.Answer(refusal);
        IsStale = seen != Version;
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(string role, CancellationToken cancellationToken)
    {
        var seen = Version;
        if (await ReadAsync(role, cancellationToken) is { } missing) return this.Answer(missing);
        var saved = await api.ReplaceRoleAsync(Role.Id, Input.ToRole(), seen ?? "", cancellationToken);
        if (saved.TryGet(out var changed, out var refusal)) return this.Done($"/roles/{changed.Id}", "Role.Saved", changed.Name);
        IsStale = refusal.IsStale;
        if (!IsStale) return this.AnswerForm(refusal);
        Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        return Page();
    }

    private async Task<ApiRefusal?> ReadAsync(string idOrName, CancellationToken cancellationToken)
    {
        var found = await api.GetRoleAsync(idOrName, cancellationToken);
        if (!found.TryGet(out var role, out var refusal)) return refusal;
        if (!(await api.ListRolesAsync(cancellationToken)).TryGet(out var all, out refusal)) return refusal;
        if (!(await api.ListPermissionsAsync(cancellationToken)).TryGet(out var known, out refusal)) return refusal;
        if (!(await ListMembersAsync(role, cancellationToken)).TryGet(out var members, out refusal)) return refusal;

        (Role, Version) = (role, ((ApiAnswer<RoleResource>.Found)found).Version);
        ModelState.Remove(nameof(Version));
        Descriptions = known.ToDictionary(permission => permission.Name, permission => permission.Description, StringComparer.Ordinal);
        Effect = RoleEffect.Of(role, Input.ToRole().Permissions, all, members);
        return null;
    }

    private Task<ApiAnswer<IReadOnlyList<UserSummary>>> ListMembersAsync(RoleResource role, CancellationToken cancellationToken) =>
        permissions.Has(Permission.UsersRead)
            ? api.ListUsersAsync(new UserFilter(null, null, Page: 1, MostMembers) { Role = role.Name }, cancellationToken)
            : Task.FromResult<ApiAnswer<IReadOnlyList<UserSummary>>>(new ApiAnswer<IReadOnlyList<UserSummary>>.Found([], Meta: null));
}
