using System.ComponentModel.DataAnnotations;
using IdentityProvider.Accounts;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.Links;

namespace IdentityProvider.Pages;

/// <summary>A page to which the link of a mail leads, and which gives the account a new password. Looking at it uses nothing up, and nobody is
/// signed in by it.</summary>
/// <param name="kind">Of the links that open it.</param>
/// <param name="next">Where it leads when the password is set.</param>
internal abstract class PasswordByLinkModel(
    MailLinkKind kind, string next, PasswordByLink passwords, PasswordHints hints, IStringLocalizer<PageText> text) : PageModel
{
    [FromQuery] public string? Token { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.NewPassword"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Password { get; set; }

    /// <summary>Null for a link that opens nothing.</summary>
    public MailLink? Link { get; private set; }

    public string PasswordHint => hints.Text;

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        if (Link is null || !ModelState.IsValid) return Page();
        switch (await passwords.SetAsync(Token, kind, Password!, HttpContext.Actor(), cancellationToken))
        {
            case PasswordByLinkOutcome.Set:
                return this.SeeOtherAt(next);
            case PasswordByLinkOutcome.Invalid(var problems):
                foreach (var problem in problems) ModelState.AddModelError(nameof(Password), problem);
                return Page();
            case PasswordByLinkOutcome.Busy(var retryAfter):
                return this.Busy(retryAfter, text);
            default:
                Link = null;
                return Page();
        }
    }

    private async Task FindAsync(CancellationToken cancellationToken) =>
        Link = await passwords.FindAsync(Token, kind, cancellationToken);
}
