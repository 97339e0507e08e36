using IdentityProvider.Accounts;
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

namespace IdentityProvider.Pages;

/// <summary>Where somebody who must have a second factor and has none makes a passkey: before that, nobody is signed in.</summary>
internal sealed class SecondStepSetupPasskeyModel(
    PasskeyEnrolment passkeys, WaitingStep waiting, SignInFlow flow, AttemptLimits limits, AuthorizationInteractions interactions,
    UserAgentText devices, IStringLocalizer<PageText> text) : PageModel
{
    public OpenStep Open { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await ReadAsync(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm] string? credential, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is { } elsewhere) return elsewhere;
        if (await limits.RefuseNamelessAsync(HttpContext) is { } wait) return this.TooMany(wait, text);

        var name = devices.Known(HttpContext.UserAgent()) ?? text["Passkeys.DefaultName"];
        var answer = PasskeyCookie.Answer(HttpContext, credential);
        switch (await passkeys.FinishAsync(Open.Handle, answer, name, BrowserSession.Origin(HttpContext), cancellationToken))
        {
            case PasskeyEnrolmentOutcome.Enrolled(var user):
                PasskeyCookie.End(HttpContext);
                return await flow.EnterAsync(this, user, Open.ReturnUrl);
            case PasskeyEnrolmentOutcome.Refused:
                await limits.CountFailureAsync(HttpContext);
                ModelState.AddModelError(string.Empty, text["Passkeys.Refused"]);
                return Page();
            default:
                return this.SeeOtherAt("/second-step");
        }
    }

    /// <summary>Null when a sign-in waits here for a first second factor, else the way to what comes first.</summary>
    private async Task<IActionResult?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await waiting.FindAsync(HttpContext, null, cancellationToken) is not { Handle: not null } open) return this.SeeOtherAt("/sign-in");
        if (open.Methods.Count > 0) return this.SeeOtherAt("/second-step");
        Open = open;
        await interactions.FindForPageAsync(HttpContext, open.ReturnUrl, cancellationToken); // the form may lead to the app that waits
        return null;
    }
}
