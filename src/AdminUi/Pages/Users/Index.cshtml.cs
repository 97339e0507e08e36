using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.Responses;
using UserApi.Contracts.Roles;
using UserApi.Contracts.Users;

namespace AdminUi.Pages.Users;

/// <summary>The accounts: searched, filtered, sorted, paged. All of it stands in the address.</summary>
internal sealed class IndexModel(UserApiClient api, ConsolePermissions permissions) : PageModel
{
    private const int MostSuggestions = 8;

    public UserListQuery List { get; private set; } = new();

    public IReadOnlyList<UserSummary> People { get; private set; } = [];

    public PageMeta? Meta { get; private set; }

    /// <summary>The roles to choose from; empty for who may not see them.</summary>
    public IReadOnlyList<RoleResource> Roles { get; private set; } = [];

    public int Pages => (int)Math.Min(Meta?.TotalPages ?? 1, List.DeepestPage);

    /// <summary>Behind the deepest page, and behind each page that was reached so; else null.</summary>
    public string? BeyondAddress =>
        Meta?.NextCursor is { } next && (List.Cursor is not null || List.Page >= List.DeepestPage) ? (List with { Cursor = next }).Address : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        List = UserListQuery.Read(Request.Query);
        var roles = permissions.Has(Permission.RolesRead) ? api.ChooseFromRolesAsync(cancellationToken) : null;
        var found = await api.ListUsersAsync(List.ToFilter(), cancellationToken);
        if (roles is not null) Roles = await roles ?? [];
        if (found is not ApiAnswer<IReadOnlyList<UserSummary>>.Found(var people, var meta))
            return this.Answer(((ApiAnswer<IReadOnlyList<UserSummary>>.Refused)found).Reason);
        (People, Meta) = (people, meta);
        return Page();
    }

    /// <summary>The few people who fit best, for the command palette.</summary>
    public async Task<IActionResult> OnGetFindAsync(CancellationToken cancellationToken)
    {
        var filter = new UserFilter(UserListQuery.Read(Request.Query).Search, Status: null, Page: 1, MostSuggestions);
        return (await api.ListUsersAsync(filter, cancellationToken)).TryGet(out var people, out _)
            ? new JsonResult(people.Select(person => new { person.Name, person.Username, person.Email, Href = $"/users/{person.Id}" }))
            : new JsonResult(Array.Empty<object>());
    }

    public string TotalText(IStringLocalizer<PageText> text) => Meta switch
    {
        null => "",
        { TotalCapped: true } meta => text["Users.TotalAtLeast", meta.Total],
        { Total: 1 } => text["Users.TotalOne"],
        var meta => text["Users.Total", meta.Total],
    };
}
