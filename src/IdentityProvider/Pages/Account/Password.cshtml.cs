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
using UserDirectory.Passwords;

namespace IdentityProvider.Pages.Account;

internal sealed class PasswordModel(
    PasswordChange passwords, AttemptLimits limits, PasswordHints hints, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Required.Password"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Current { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.NewPassword"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? New { get; set; }

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public string? UserName => User.UserName();
    public string PasswordHint => hints.Text;
    public string? Notice => Done == "changed" && ModelState.IsValid ? text["Password.Changed"].Value : null;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        if (!ModelState.IsValid) return Page();
        if (await limits.RefuseSignInAsync(HttpContext, session.Subject) is { } wait) return this.TooMany(wait, text);

        switch (await passwords.ChangeAsync(userId, Current!, New!, session.SessionId, HttpContext.Actor(), cancellationToken))
        {
            case PasswordChangeOutcome.Changed(var user):
                return await BrowserSession.RenewAsync(HttpContext, user) ? this.SeeOtherAt("/account/password?done=changed") : Challenge();
            case PasswordChangeOutcome.SessionEnded:
                await BrowserSession.EndAsync(HttpContext); // what this browser knows of it is old
                return Challenge();
            case PasswordChangeOutcome.Busy(var retryAfter):
                return this.Busy(retryAfter, text);
            case PasswordChangeOutcome.Invalid(var problems):
                foreach (var problem in problems) ModelState.AddModelError(nameof(New), problem);
                return Page();
            default:
                ModelState.AddModelError(nameof(Current), text["Password.Wrong"]);
                return Page();
        }
    }
}
