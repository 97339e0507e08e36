using System.Net;
using AdminUi.Access;
using AdminUi.Addresses;
using AdminUi.Api;
using AdminUi.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ServiceDefaults.Problems;
using UserApi.Contracts.RefusedRequests;

namespace AdminUi.Pages.RefusedRequests;

/// <summary>Why a request was refused, by the code that somebody names; without one, the requests that were refused last.</summary>
[RequirePermission(Permission.ClientsRead)]
internal sealed class IndexModel(UserApiClient api) : PageModel
{
    private const string Address = "/refused-requests";
    private const int PageSize = 25;

    [FromQuery(Name = "code")] public string? Code { get; set; }

    [FromQuery(Name = "app")] public string? App { get; set; }

    [FromQuery(Name = "cursor")] public string? Cursor { get; set; }

    [FromQuery(Name = "back")] public string? Back { get; set; }

    /// <summary>The request of the code; null without a code, and when nothing is known under it.</summary>
    public RefusedRequestResource? Found { get; private set; }

    public IReadOnlyList<RefusedRequestResource> Latest { get; private set; } = [];

    public string? NewerAddress { get; private set; }

    public string? OlderAddress { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        (Code, App) = (Given(Code), Given(App));
        return Code is null ? await ListAsync(cancellationToken) : await LookUpAsync(Code, cancellationToken);
    }

    private async Task<IActionResult> LookUpAsync(string typed, CancellationToken cancellationToken)
    {
        if (!SupportCode.TryRead(typed, out var code)) return Page(); // nothing can be known under it
        var answer = await api.GetRefusedRequestAsync(code, cancellationToken);
        if (!answer.TryGet(out var found, out var refusal) && refusal.Status != HttpStatusCode.NotFound) return this.Answer(refusal);
        (Found, Code) = (found, code);
        return Page();
    }

    private async Task<IActionResult> ListAsync(CancellationToken cancellationToken)
    {
        var trail = CursorTrail.Read(Cursor, Back);
        var answer = await api.ListRefusedRequestsAsync(App, PageSize, trail.Current, cancellationToken);
        if (!answer.TryGet(out var latest, out var refusal)) return this.Answer(refusal);
        Latest = latest;
        NewerAddress = trail.Newer() is { } newer ? AddressOf(newer) : null;
        var meta = ((ApiAnswer<IReadOnlyList<RefusedRequestResource>>.Found)answer).Meta;
        OlderAddress = meta?.NextCursor is { } next ? AddressOf(trail.Older(next)) : null;
        return Page();
    }

    private string AddressOf(CursorTrail trail) =>
        QueryAddress.Of(Address, ("app", App), ("cursor", trail.Current), ("back", trail.Back));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
