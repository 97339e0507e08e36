using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Passkeys;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using UserDirectory.Passkeys;

namespace IdentityProvider.Pages;

/// <summary>Signs in by passkey alone. The sign-in page's button posts here.</summary>
internal sealed class SignInPasskeyModel(
    PasskeySignIn passkeys, SignInFlow flow, AttemptLimits limits, AuthorizationInteractions interactions, IStringLocalizer<PageText> text) : PageModel
{
    [FromQuery] public string? ReturnUrl { get; set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => interactions.FindForPageAsync(HttpContext, ReturnUrl, cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] string? credential, CancellationToken cancellationToken)
    {
        await interactions.FindForPageAsync(HttpContext, ReturnUrl, cancellationToken); // the form may lead to the app that waits
        if (await limits.RefuseNamelessAsync(HttpContext) is { } wait) return this.TooMany(wait, text);

        var answer = PasskeyCookie.Answer(HttpContext, credential);
        var outcome = await passkeys.SignInAsync(answer, BrowserSession.Origin(HttpContext), cancellationToken);
        if (await flow.EnterAsync(this, outcome, ReturnUrl) is { } entered)
        {
            PasskeyCookie.End(HttpContext);
            return entered;
        }
        await limits.CountFailureAsync(HttpContext);
        ModelState.AddModelError(string.Empty, text["Passkey.Refused"]);
        return Page();
    }
}
