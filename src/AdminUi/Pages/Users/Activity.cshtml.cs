using AdminUi.Access;
using AdminUi.Addresses;
using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.AuditLogs;
using UserApi.Contracts.Profile;

namespace AdminUi.Pages.Users;

/// <summary>What one person did, and what was done to their account, the newest first.</summary>
[RequirePermission(Permission.AuditRead)]
internal sealed class ActivityModel(UserApiClient api) : PageModel
{
    private const int PageSize = 25;

    [FromQuery(Name = "cursor")] public string? Cursor { get; set; }

    public UserProfileResource Person { get; private set; } = null!;

    public IReadOnlyList<AuditRecord> Records { get; private set; } = [];

    /// <summary>Null on the last page.</summary>
    public string? OlderAddress { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!(await api.GetUserAsync(id, cancellationToken)).TryGet(out var person, out var refusal)) return this.Answer(refusal);
        var found = await api.ListAuditRecordsAsync(
            new AuditFilter(PageSize) { Person = person.Id.ToString(), Cursor = Cursor }, cancellationToken);
        if (found is not ApiAnswer<IReadOnlyList<AuditRecord>>.Found(var records, var meta))
            return this.Answer(((ApiAnswer<IReadOnlyList<AuditRecord>>.Refused)found).Reason);

        (Person, Records) = (person, records);
        OlderAddress = meta?.NextCursor is { } next ? QueryAddress.Of($"/users/{person.Id}/activity", ("cursor", next)) : null;
        return Page();
    }
}
