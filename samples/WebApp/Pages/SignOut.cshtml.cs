using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcClient.SignIn;

namespace WebApp.Pages;

/// <summary>Ends the session here, and sends the browser to the provider to end it there (OpenID Connect RP-Initiated Logout 1.0 §2).</summary>
internal sealed class SignOutModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost() => SignOut(OidcSignInDefaults.Scheme);
}
