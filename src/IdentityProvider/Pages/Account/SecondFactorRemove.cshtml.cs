using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.Sessions;
using UserDirectory.SecondFactors;

namespace IdentityProvider.Pages.Account;

/// <summary>Asks before the authenticator app is removed.</summary>
internal sealed class SecondFactorRemoveModel(AuthenticatorApps apps, TimeProvider time) : PageModel
{
    public IActionResult OnGet() => this.RequireFreshSignIn(time) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        if (!await apps.RemoveAsync(userId, session.SessionId, HttpContext.Actor(), cancellationToken)) return this.SeeOtherAt("/account/second-factor");
        return await ElevatedSession.RenewAsync(HttpContext) ? this.SeeOtherAt("/account/second-factor?done=removed") : Challenge();
    }
}
