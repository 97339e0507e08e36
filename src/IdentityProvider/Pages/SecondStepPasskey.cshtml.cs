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
    PasskeyStep passkeys, WaitingStep waiting, SignInFlow flow, AttemptLimits limits, AuthorizationInteractions interactions,
    IStringLocalizer<PageText> text) : PageModel
{
    public OpenStep Open { get; private set; } = null!;

    /// <summary>What else would do.</summary>
    public IEnumerable<string> Others => Open.Methods.Where(method => method != SecondFactorMethods.Passkey);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await ReadAsync(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm] string? credential, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is { } elsewhere) return elsewhere;
        if (await limits.RefuseNamelessAsync(HttpContext) is { } wait) return this.TooMany(wait, text);

        var answer = PasskeyCookie.Answer(HttpContext, credential);
        if (await passkeys.CompleteAsync(Open.Handle, answer, BrowserSession.Origin(HttpContext), cancellationToken) is { } user)
        {
            PasskeyCookie.End(HttpContext);
            return await flow.EnterAsync(this, user, Open.ReturnUrl);
        }

        await limits.CountFailureAsync(HttpContext);
        ModelState.AddModelError(string.Empty, text["Passkey.StepRefused"]);
        return Page();
    }

    /// <summary>Null when a sign-in waits here that a passkey completes, else the way to what comes first.</summary>
    private async Task<IActionResult?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await waiting.FindAsync(HttpContext, null, cancellationToken) is not { Handle: not null } open) return this.SeeOtherAt("/sign-in");
        if (!open.Methods.Contains(SecondFactorMethods.Passkey)) return this.SeeOtherAt("/second-step");
        Open = open;
        await interactions.FindForPageAsync(HttpContext, open.ReturnUrl, cancellationToken); // the form may lead to the app that waits
        return null;
    }
}
