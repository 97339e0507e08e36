using AdminUi.Access;
using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Grants;
using UserApi.Contracts.Profile;

namespace AdminUi.Pages.Users;

/// <summary>What one person allowed apps.</summary>
[RequirePermission(Permission.SessionsRead)]
internal sealed class AppsModel(UserApiClient api) : PageModel
{
    private const int MostGrants = 100;

    public UserProfileResource Person { get; private set; } = null!;

    public IReadOnlyList<GrantResource> Grants { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!(await api.GetUserAsync(id, cancellationToken)).TryGet(out var person, out var refusal)) return this.Answer(refusal);
        var found = await api.ListGrantsAsync(person.Id.ToString(), MostGrants, cursor: null, cancellationToken);
        if (!found.TryGet(out var grants, out refusal)) return this.Answer(refusal);
        (Person, Grants) = (person, grants);
        return Page();
    }
}
