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

/// <summary>Where the link of a mail sets a new password. Looking at the page uses nothing up, and nobody is signed in by it.</summary>
internal sealed class ResetPasswordModel(PasswordByLink passwords, PasswordHints hints, IStringLocalizer<PageText> text) : PageModel
{
    [FromQuery] public string? Token { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.NewPassword"), StringLength(128, ErrorMessage = "Invalid.TooLong")]
    public string? Password { get; set; }

    /// <summary>Null for a link that opens nothing.</summary>
    public MailLink? Link { get; private set; }

    public string PasswordHint => hints.Text;

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        if (Link is null || !ModelState.IsValid) return Page();
        switch (await passwords.SetAsync(Token, MailLinkKind.ResetPassword, Password!, HttpContext.Actor(), cancellationToken))
        {
            case PasswordByLinkOutcome.Set:
                return this.SeeOtherAt("/sign-in?reset=true");
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
        Link = await passwords.FindAsync(Token, MailLinkKind.ResetPassword, cancellationToken);
}
