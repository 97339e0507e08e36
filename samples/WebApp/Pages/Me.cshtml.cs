using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcClient.SignIn;

namespace WebApp.Pages;

/// <summary>Whoever opens it unknown is sent to the provider, and comes back here.</summary>
[Authorize]
[ResponseCache(NoStore = true)]
internal sealed class MeModel(ProfileClient profiles) : PageModel
{
    public Profile? Profile { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var answer = await profiles.GetAsync(cancellationToken);
        if (answer is ProfileAnswer.SignedOut)
        {
            await HttpContext.SignOutAsync(OidcSignInDefaults.CookieScheme);
            return Redirect("/?ended");
        }
        Profile = (answer as ProfileAnswer.Found)?.Profile;
        return Page();
    }
}
