using System.ComponentModel.DataAnnotations;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using ServiceDefaults.Configuration;
using UserDirectory.SecondFactors;

namespace IdentityProvider.Pages;

/// <summary>Where somebody sets up a second factor who must have one and has none: before that, nobody is signed in.</summary>
internal sealed class SecondStepSetupModel(
    AuthenticatorApps apps, WaitingStep waiting, BrowserSession session, AuthorizationInteractions interactions, PublicUrls urls,
    IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty] public string? Id { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.Code"), StringLength(64, ErrorMessage = "Invalid.TooLong")]
    public string? Code { get; set; }

    [FromQuery] public string? ReturnUrl { get; set; }

    public AuthenticatorView? Authenticator { get; private set; }

    /// <summary>Shown once, when all is done.</summary>
    public RecoveryCodesView? Codes { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } step) return Elsewhere();
        Authenticator = AuthenticatorView.Of(await apps.BeginAsync(step.Person.UserId, cancellationToken), urls, step.Person.UserName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } step) return Elsewhere();
        var outcome = ModelState.IsValid
            ? await apps.ConfirmAsync(step.Handle!, new EnrolmentCode(Id, Code!), HttpContext.Actor(), cancellationToken)
            : new EnrolmentOutcome.WrongCode();
        switch (outcome)
        {
            case EnrolmentOutcome.Confirmed(var user, var codes):
                StepCookies.End(HttpContext);
                await session.StartAsync(HttpContext, user);
                Codes = new RecoveryCodesView(codes, step.ReturnUrl, text["Codes.Continue"]);
                return Page();
            case EnrolmentOutcome.WrongCode when await apps.FindAsync(step.Person.UserId, Id, cancellationToken) is { } waits:
                if (ModelState.IsValid) ModelState.AddModelError(nameof(Code), text["Authenticator.Wrong"]);
                Authenticator = AuthenticatorView.Of(waits, urls, step.Person.UserName);
                return Page();
            default:
                return Elsewhere();
        }
    }

    private async Task<OpenStep?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await waiting.FindAsync(HttpContext, ReturnUrl, cancellationToken) is not { Methods.Count: 0 } step) return null;
        await interactions.FindForPageAsync(HttpContext, step.ReturnUrl, cancellationToken); // lets the form lead on to the client
        return step;
    }

    // It begins anew: there a new key is shown, or the way to the sign-in.
    private IActionResult Elsewhere() =>
        this.SeeOtherAt("/second-step" + (ReturnUrl is null ? QueryString.Empty : QueryString.Create("returnUrl", ReturnUrl)));
}
