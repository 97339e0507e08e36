using AdminUi.Access;
using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Sessions;

namespace AdminUi.Pages.Users;

/// <summary>Where one person is signed in.</summary>
[RequirePermission(Permission.SessionsRead)]
internal sealed class SessionsModel(UserApiClient api) : PageModel
{
    private const int MostSessions = 100;

    public UserProfileResource Person { get; private set; } = null!;

    public IReadOnlyList<SessionResource> Sessions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!(await api.GetUserAsync(id, cancellationToken)).TryGet(out var person, out var refusal)) return this.Answer(refusal);
        var found = await api.ListSessionsAsync(person.Id.ToString(), MostSessions, cursor: null, cancellationToken);
        if (!found.TryGet(out var sessions, out refusal)) return this.Answer(refusal);
        (Person, Sessions) = (person, sessions);
        return Page();
    }
}
