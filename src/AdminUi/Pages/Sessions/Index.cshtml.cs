using AdminUi.Access;
using AdminUi.Addresses;
using AdminUi.Api;
using AdminUi.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Sessions;

namespace AdminUi.Pages.Sessions;

/// <summary>Where everybody is signed in now, the newest first; or one person.</summary>
[RequirePermission(Permission.SessionsRead)]
internal sealed class IndexModel(UserApiClient api) : PageModel
{
    private const int PageSize = 25;

    [FromQuery(Name = "user")] public string? Person { get; set; }

    [FromQuery(Name = "cursor")] public string? Cursor { get; set; }

    [FromQuery(Name = "back")] public string? Back { get; set; }

    public IReadOnlyList<SessionResource> Live { get; private set; } = [];

    public long Total { get; private set; }

    public bool IsAtLeast { get; private set; }

    public string? NewestAddress { get; private set; }

    public string? NewerAddress { get; private set; }

    public string? OlderAddress { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Person = string.IsNullOrWhiteSpace(Person) ? null : Person.Trim();
        var trail = CursorTrail.Read(Cursor, Back);
        var answer = await api.ListSessionsAsync(Person, PageSize, trail.Current, cancellationToken);
        if (!answer.TryGet(out var sessions, out var refusal)) return this.Answer(refusal);
        var meta = ((ApiAnswer<IReadOnlyList<SessionResource>>.Found)answer).Meta;
        (Live, Total, IsAtLeast) = (sessions, meta?.Total ?? sessions.Count, meta?.TotalCapped == true);
        if (!trail.IsFirst) NewestAddress = QueryAddress.Of("/sessions", ("user", Person));
        NewerAddress = trail.Newer() is { } newer ? Address(newer) : null;
        OlderAddress = meta?.NextCursor is { } next ? Address(trail.Older(next)) : null;
        return Page();
    }

    /// <summary>The one person all of this is about, by whose name it was asked for; null for many.</summary>
    public SessionResource? Only => Person is not null && Live.Count > 0 ? Live[0] : null;

    private string Address(CursorTrail trail) =>
        QueryAddress.Of("/sessions", ("user", Person), ("cursor", trail.Current), ("back", trail.Back));
}
