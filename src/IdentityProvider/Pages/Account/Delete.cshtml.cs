using System.ComponentModel.DataAnnotations;
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
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace IdentityProvider.Pages.Account;

/// <summary>Deletes the account of somebody who signed in within the last minutes, types its name and knows its password; who has no
/// password has just signed in by what the account has instead.</summary>
internal sealed class DeleteModel(
    AccountSecurity security, PasswordProof passwords, AccountDeletion deletion, DeletionOptions options, PendingSignIn pending,
    AttemptLimits limits, IStringLocalizer<PageText> text, TimeProvider time) : PageModel
{
    private const string RefusedAction = "user.deletion_refused";

    [BindProperty, Required(ErrorMessage = "Required.UserName"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? UserName { get; set; }

    [BindProperty, StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Password { get; set; }

    public string OwnName => User.UserName() ?? "";

    public int GraceDays => (int)Math.Round(options.DeletionGrace.TotalDays);

    public bool AsksPassword { get; private set; } = true;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        return await FindAsync(cancellationToken) ? Page() : Challenge();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId || !await FindAsync(cancellationToken)) return Challenge();
        if (AsksPassword && string.IsNullOrEmpty(Password)) ModelState.AddModelError(nameof(Password), text["Required.Password"]);
        if (ModelState.IsValid && UserName != OwnName) ModelState.AddModelError(nameof(UserName), text["Data.WrongName"]);
        if (!ModelState.IsValid) return Page();
        if (!AsksPassword) return await DeleteAsync(userId, session.Acr, session.Amr, cancellationToken);
        if (await limits.RefuseSignInAsync(HttpContext, session.Subject) is { } wait) return this.TooMany(wait, text);

        var proof = await passwords.ProveAsync(userId, Password!, session.SessionId, RefusedAction, HttpContext.Actor(), cancellationToken);
        if (proof is PasswordProofOutcome.Busy(var retryAfter)) return this.Busy(retryAfter, text);
        if (proof is PasswordProofOutcome.Proved) return await DeleteAsync(userId, "aal1", ["pwd"], cancellationToken);
        ModelState.AddModelError(nameof(Password), text["Password.Wrong"]);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId || await security.FindAsync(userId, cancellationToken) is not { } summary) return false;
        AsksPassword = summary.HasPassword;
        return true;
    }

    private async Task<IActionResult> DeleteAsync(Guid userId, string acr, IReadOnlyList<string> amr, CancellationToken cancellationToken)
    {
        switch (await deletion.RequestAsync(userId, HttpContext.Actor(), cancellationToken))
        {
            case DeletionOutcome.Requested(var purgeAfter):
                var person = new SignedInUser(userId, OwnName, time.GetUtcNow(), acr, amr);
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
