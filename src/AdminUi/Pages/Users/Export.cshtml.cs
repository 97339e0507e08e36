using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Imports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AdminUi.Pages.Users;

/// <summary>All people of the list as a file: UserApi's own, handed on while it comes.</summary>
[RequirePermission(Permission.UsersExport)]
internal sealed class ExportModel(UserApiClient api, TimeProvider time) : PageModel
{
    private const string Format = "csv";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var answer = await api.ExportUsersAsync(UserListQuery.Read(Request.Query).ToFilter(), Format, cancellationToken);
        if (!answer.TryGet(out var file, out var refusal)) return this.Answer(refusal);
        return new ApiFileResult(file, $"{ImportFile.Csv}; charset=utf-8", $"users-{time.GetUtcNow():yyyyMMdd-HHmmss}.{Format}");
    }
}
