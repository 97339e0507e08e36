using System.Net;
using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Imports;
using AdminUi.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AdminUi.Pages.Users;

/// <summary>Makes people from a file, which is checked first: the report says what would become of each line, and the file is sent again to be
/// imported, since it is kept nowhere. The answer to a post is its report, not a redirect: doing it twice makes nobody twice.</summary>
[RequirePermission(Permission.UsersWrite)]
[RequestSizeLimit(MostBytes)]
internal sealed class ImportModel(UserApiClient api, IStringLocalizer<PageText> text) : PageModel
{
    private const int MostBytes = 101 * 1024 * 1024; // what UserApi takes unless it is told otherwise, and the form around it

    public static IReadOnlyList<string> Columns { get; } =
    [
        "username", "email", "email_verified", "password_hash", "given_name", "family_name", "middle_name", "nickname", "phone_number", "bio", "website",
        "birthdate", "gender", "zoneinfo", "locale", "address.street_address", "address.locality", "address.region", "address.postal_code",
        "address.country", "status", "roles", "created_at",
    ];

    [BindProperty] public IFormFile? People { get; set; }

    /// <summary>The mark of the file that was checked.</summary>
    [BindProperty] public string? Checked { get; set; }

    /// <summary>Null before a file was sent, and for one that cannot be read.</summary>
    public ImportReport? Report { get; private set; }

    public bool IsDone { get; private set; }

    /// <summary>Another file came than the one that was checked, so it was checked too.</summary>
    public bool IsAnother { get; private set; }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => TakeAsync(imports: false, cancellationToken);

    public Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken) => TakeAsync(imports: true, cancellationToken);

    private async Task<IActionResult> TakeAsync(bool imports, CancellationToken cancellationToken)
    {
        if (People is null) return Refuse(HttpStatusCode.BadRequest, text["Import.Missing"]);
        var file = new ImportFile(People);
        var (mark, type) = (await file.MarkAsync(cancellationToken), await file.TypeAsync(cancellationToken));
        IsAnother = imports && mark != Checked;
        IsDone = imports && !IsAnother;
        Checked = mark;

        await using var content = file.Open(); // one at a time: they share a position
        var answer = await api.ImportUsersAsync(content, type, dryRun: !IsDone, cancellationToken);
        if (!answer.TryGet(out var report, out var refusal))
        {
            return refusal.Status == HttpStatusCode.RequestEntityTooLarge
                ? Refuse(refusal.Status, refusal.Detail ?? text["Import.TooLarge"])
                : this.AnswerForm(refusal);
        }

        using (report) Report = await ImportReport.ReadAsync(report, cancellationToken);
        ModelState.Clear(); // the form shows the mark of this file, not the one that was sent
        return Page();
    }

    private PageResult Refuse(HttpStatusCode status, string reason)
    {
        ModelState.AddModelError("", reason);
        Response.StatusCode = (int)status;
        return Page();
    }
}
