using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.SecondFactors;

namespace IdentityProvider.Pages.Account;

/// <summary>Makes recovery codes anew, and shows them once.</summary>
internal sealed class SecondFactorCodesModel(RecoveryCodes codes, TimeProvider time, IStringLocalizer<PageText> text) : PageModel
{
    public RecoveryCodesView? Codes { get; private set; }

    public IActionResult OnGet() => this.RequireFreshSignIn(time) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (User.UserId() is not { } userId) return Challenge();
        if (await codes.MakeAsync(userId, HttpContext.Actor(), cancellationToken) is not { } made) return this.SeeOtherAt("/account/second-factor");
        Codes = new RecoveryCodesView(made, "/account/second-factor", text["Codes.Done"]);
        return Page();
    }
}
