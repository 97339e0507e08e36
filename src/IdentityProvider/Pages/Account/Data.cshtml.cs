using System.ComponentModel.DataAnnotations;
using IdentityProvider.Accounts;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Sessions;
using UserDirectory.Deletion;
using UserDirectory.Passwords;
using UserDirectory.PersonalData;
using UserDirectory.SignIn;

namespace IdentityProvider.Pages.Account;

/// <summary>What a person may do with all that is held on them: take a copy, and have it deleted.</summary>
internal sealed class DataModel(
    PersonalDataExport export, PasswordProof passwords, AccountDeletion deletion, DeletionOptions options, PendingSignIn pending,
    AttemptLimits limits, IStringLocalizer<PageText> text, TimeProvider time) : PageModel
{
    private const string RefusedAction = "user.deletion_refused";

    [BindProperty, Required(ErrorMessage = "Required.UserName"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? UserName { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.Password"), StringLength(128, ErrorMessage = "Invalid.TooLong")]
    public string? Password { get; set; }

    public string OwnName => User.UserName() ?? "";

    public int GraceDays => (int)Math.Round(options.DeletionGrace.TotalDays);

    public async Task<IActionResult> OnPostDownloadAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        ModelState.Clear(); // the fields are the other form's
        if (await limits.RefuseExportAsync(HttpContext, userId) is { } wait) return this.TooMany(wait, text);
        return await export.BeginAsync(userId, HttpContext.Actor(), cancellationToken) is { } fileName
            ? new ArchiveResult(fileName, (output, stop) => export.WriteAsync(userId, output, stop))
            : Challenge();
    }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        if (ModelState.IsValid && UserName != OwnName) ModelState.AddModelError(nameof(UserName), text["Data.WrongName"]);
        if (!ModelState.IsValid) return Page();
        if (await limits.RefuseSignInAsync(HttpContext, session.Subject) is { } wait) return this.TooMany(wait, text);

        var proof = await passwords.ProveAsync(userId, Password!, session.SessionId, RefusedAction, HttpContext.Actor(), cancellationToken);
        if (proof is PasswordProofOutcome.Busy(var retryAfter)) return this.Busy(retryAfter, text);
        if (proof is PasswordProofOutcome.Proved) return await DeleteAsync(userId, cancellationToken);
        ModelState.AddModelError(nameof(Password), text["Password.Wrong"]);
        return Page();
    }

    private async Task<IActionResult> DeleteAsync(Guid userId, CancellationToken cancellationToken)
    {
        switch (await deletion.RequestAsync(userId, HttpContext.Actor(), cancellationToken))
        {
            case DeletionOutcome.Requested(var purgeAfter):
                var person = new SignedInUser(userId, OwnName, time.GetUtcNow(), "aal1", ["pwd"]);
                pending.Begin(HttpContext, new PendingChoice(new PendingAccount(userId, OwnName, purgeAfter), person, "/account"));
                await BrowserSession.EndAsync(HttpContext);
                return this.SeeOtherAt("/keep-account"); // tells until when, and how to change one's mind
            case DeletionOutcome.LastAdmin:
                ModelState.AddModelError(string.Empty, text["Data.LastAdmin"]);
                return Page();
            default:
                return Challenge(); // it was deleted elsewhere at this moment
        }
    }
}
