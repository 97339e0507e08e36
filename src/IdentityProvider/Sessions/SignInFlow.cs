using IdentityProvider.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserDirectory.SignIn;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Sessions;

/// <summary>What every way of signing in through the pages ends with.</summary>
internal sealed class SignInFlow(BrowserSession session)
{
    /// <param name="page">Where it was proved.</param>
    /// <param name="user">Who has just proved who they are.</param>
    /// <param name="returnUrl">Where the sign-in leads; anything but a local path leads home.</param>
    public async Task<IActionResult> EnterAsync(PageModel page, SignedInUser user, string? returnUrl)
    {
        await session.StartAsync(page.HttpContext, user);
        return page.SeeOtherAt(LocalOrHome(returnUrl));
    }
}
