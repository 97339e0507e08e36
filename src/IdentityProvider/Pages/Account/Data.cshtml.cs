using IdentityProvider.Accounts;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.Deletion;
using UserDirectory.PersonalData;

namespace IdentityProvider.Pages.Account;

/// <summary>What a person may do with all that is held on them: take a copy, and have it deleted.</summary>
internal sealed class DataModel(
    PersonalDataExport export, DeletionOptions options, AttemptLimits limits, IStringLocalizer<PageText> text) : PageModel
{
    public int GraceDays => (int)Math.Round(options.DeletionGrace.TotalDays);

    public async Task<IActionResult> OnPostDownloadAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        if (await limits.RefuseExportAsync(HttpContext, userId) is { } wait) return this.TooMany(wait, text);
        return await export.BeginAsync(userId, HttpContext.Actor(), cancellationToken) is { } fileName
            ? new ArchiveResult(fileName, (output, stop) => export.WriteAsync(userId, output, stop))
            : Challenge();
    }
}
