using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcClient.SignIn;

namespace AdminUi.Pages;

/// <summary>Where the sign-out button leads: out of the console, and on to the provider.</summary>
internal sealed class SignOutModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost() => SignOut(OidcSignInDefaults.Scheme);
}
