using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Passkeys;
using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using UserDirectory.Passkeys;
using UserDirectory.SecondFactors;

namespace IdentityProvider.Pages;

/// <summary>The second step of a sign-in, by passkey.</summary>
internal sealed class SecondStepPasskeyModel(
    PasskeyStep passkeys, PartialSignIns partial, SignInFlow flow, AttemptLimits limits, AuthorizationInteractions interactions,
    IStringLocalizer<PageText> text) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is null ? this.SeeOtherAt("/sign-in") : Page();

    public async Task<IActionResult> OnPostAsync([FromForm] string? credential, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } waiting) return this.SeeOtherAt("/sign-in");
        if (await limits.RefusePasskeyAsync(HttpContext) is { } wait) return this.TooMany(wait, text);

        var answer = PasskeyCookie.Answer(HttpContext, credential);
        var origin = BrowserSession.Origin(HttpContext);
        if (await passkeys.CompleteAsync(StepCookies.Handle(HttpContext), answer, origin, cancellationToken) is { } user)
        {
            PasskeyCookie.End(HttpContext);
            StepCookies.End(HttpContext);
            return await flow.EnterAsync(this, user, waiting.ReturnUrl);
        }

        await limits.CountFailureAsync(HttpContext);
        ModelState.AddModelError(string.Empty, text["Passkey.StepRefused"]);
        return Page();
    }

    private async Task<PartialSignIn?> FindAsync(CancellationToken cancellationToken)
    {
        var waiting = await partial.FindAsync(StepCookies.Handle(HttpContext), cancellationToken);
        if (waiting is not null) await interactions.FindForPageAsync(HttpContext, waiting.ReturnUrl, cancellationToken); // the form may lead to the app
        return waiting;
    }
}
