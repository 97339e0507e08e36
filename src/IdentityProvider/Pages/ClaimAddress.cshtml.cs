using System.ComponentModel.DataAnnotations;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.Links;

namespace IdentityProvider.Pages;

/// <summary>Where the link that proves an address leads in a browser in which nothing shows that the account is the reader's: whoever made it knows
/// its password, and whoever did not may take it over. Looking at the page uses nothing up.</summary>
internal sealed class ClaimAddressModel(
    EmailVerification verification, AddressClaim claim, AttemptLimits limits, IStringLocalizer<PageText> text) : PageModel
{
    [FromQuery] public string? Token { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.Password"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Password { get; set; }

    /// <summary>Null for a link that opens nothing.</summary>
    public MailLink? Link { get; private set; }

    public string SignInUrl => "/sign-in" + QueryString.Create("returnUrl", "/verify-email" + QueryString.Create("token", Token ?? ""));

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        if (Link is null || !ModelState.IsValid) return Page();
        if (await limits.RefuseSignInAsync(HttpContext, Link.UserId.ToString()) is { } wait) return this.TooMany(wait, text);
        switch (await claim.ProveAsync(Token, Password!, HttpContext.Actor(), cancellationToken))
        {
            case AddressClaimOutcome.Proved:
                return this.SeeOtherAt(VerifyEmailModel.Address("done", ReturnUrls.LocalUrl.Home));
            case AddressClaimOutcome.WrongPassword:
                await limits.CountFailureAsync(HttpContext);
                ModelState.AddModelError(nameof(Password), text["Password.Wrong"]);
                return Page();
            case AddressClaimOutcome.Busy(var retryAfter):
                return this.Busy(retryAfter, text);
            default:
                Link = null;
                return Page();
        }
    }

    public async Task<IActionResult> OnPostTakeOverAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear(); // it is about no password
        return await claim.TakeOverAsync(Token, HttpContext.Actor(), cancellationToken) is { } reset
            ? this.SeeOtherAt("/reset-password" + QueryString.Create("token", reset))
            : Page();
    }

    private async Task FindAsync(CancellationToken cancellationToken) => Link = await verification.FindAsync(Token, cancellationToken);
}
