using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.Authorization;
using OidcEngine.Sessions;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

/// <summary>The choice that an app asks for by <c>prompt=select_account</c>: to go on with the account that is signed in, or with
/// another.</summary>
[Authorize]
internal sealed class SelectAccountModel(AuthorizationInteractions interactions) : PageModel
{
    [FromQuery] public string? ReturnUrl { get; set; }

    public string? ClientName { get; private set; }

    public string UserName => User.UserName() ?? "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await interactions.FindForPageAsync(HttpContext, ReturnUrl, cancellationToken) is not { } pending)
            return this.SeeOtherAt(LocalOrHome(ReturnUrl)); // there the request says that it took too long
        ClientName = pending.Client.DisplayName();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session) return Forbid();
        await interactions.ContinueAsAsync(ReturnUrl, session, cancellationToken);
        return this.SeeOtherAt(LocalOrHome(ReturnUrl));
    }
}
