using System.ComponentModel.DataAnnotations;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;

namespace IdentityProvider.Pages;

/// <summary>The second step: of a sign-in whose first factor was proved, or of somebody who is signed in by one factor when an app asks for
/// two.</summary>
[StartsAnew]
internal sealed class SecondStepModel(
    StepProof proof, WaitingStep waiting, EmailCodes mail, RememberedDevices remembered, SignInFlow flow, AttemptLimits limits,
    AuthorizationInteractions interactions, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Required.Code"), StringLength(64, ErrorMessage = "Invalid.TooLong")]
    public string? Code { get; set; }

    [BindProperty] public bool Remember { get; set; }

    /// <summary>Of <see cref="SecondFactorMethods"/>.</summary>
    [FromQuery] public string? Method { get; set; }

    [FromQuery] public string? ReturnUrl { get; set; }

    /// <summary>A code was mailed just now.</summary>
    [FromQuery] public bool Sent { get; set; }

    public StepMethods Step { get; private set; } = null!;
    public OpenStep Open { get; private set; } = null!;
    public string? ClientName { get; private set; }
    public int RememberedDays => (int)remembered.Lifetime.TotalDays;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await ReadAsync(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is { } elsewhere) return elsewhere;
        if (!ModelState.IsValid) return Page();
        if (await limits.RefuseSignInAsync(HttpContext, $"second-step:{Open.Person.UserId:D}") is { } wait) return this.TooMany(wait, text);

        var (code, origin) = (new StepCode(Step.Method, Code!), BrowserSession.Origin(HttpContext));
        var outcome = Open.Handle is { } handle
            ? await proof.ProveAsync(handle, code, origin, cancellationToken)
            : await proof.ProveAsync(Open.Person.UserId, Open.Session!.Value, code, origin, cancellationToken);
        switch (outcome)
        {
            case StepOutcome.Proved(var user):
                if (Remember && Open.MayBeRemembered) await RememberAsync(user, origin, cancellationToken);
                if (Open.Handle is not null) return await flow.EnterAsync(this, user, Open.ReturnUrl);
                return await BrowserSession.RenewAsync(HttpContext, user) ? this.SeeOtherAt(Open.ReturnUrl) : Expired();
            case StepOutcome.Gone:
                if (Open.Session is not null) await BrowserSession.EndAsync(HttpContext); // it was ended elsewhere
                return Expired();
            default:
                await limits.CountFailureAsync(HttpContext);
                if (await waiting.FindAsync(HttpContext, ReturnUrl, cancellationToken) is null) return Expired(); // that was the last one
                ModelState.AddModelError(nameof(Code), text["SecondStep.Wrong"]);
                return Page();
        }
    }

    public async Task<IActionResult> OnPostSendAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is { } elsewhere) return elsewhere;
        ModelState.Clear(); // it is about no code
        if (Open.Handle is not { } handle) return Expired();
        switch (await mail.SendAsync(handle, HttpContext.Actor(), cancellationToken))
        {
            case EmailCodeOutcome.Sent:
                return this.SeeOtherAt(StepMethods.PathOf(SecondFactorMethods.EmailCode, Open.ReturnUrl) + "&sent=true");
            case EmailCodeOutcome.TooSoon:
                ModelState.AddModelError(string.Empty, text["SecondStep.TooSoon"]);
                return Page();
            default:
                return Expired();
        }
    }

    /// <summary>Null when there is a step to show, else the way to what comes first.</summary>
    private async Task<IActionResult?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await waiting.FindAsync(HttpContext, ReturnUrl, cancellationToken) is not { } open) return Expired();
        if (open.Methods.Count == 0) return this.SeeOtherAt("/second-step/set-up");
        if (StepMethods.Of(open.Methods, Method) is not { } step) return this.SeeOtherAt("/second-step/passkey");
        (Open, Step) = (open, step);
        ClientName = (await interactions.FindForPageAsync(HttpContext, open.ReturnUrl, cancellationToken))?.Client.DisplayName();
        return null;
    }

    private IActionResult Expired()
    {
        StepCookies.End(HttpContext);
        return this.SeeOtherAt("/sign-in" + (ReturnUrl is null ? QueryString.Empty : QueryString.Create("returnUrl", ReturnUrl)));
    }

    private async Task RememberAsync(SignedInUser user, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor() with { UserId = user.UserId };
        var former = StepCookies.RememberedDevice(HttpContext);
        if (await remembered.RememberAsync(user.UserId, former, origin, actor, cancellationToken) is { } handle)
            StepCookies.Remember(HttpContext, handle, remembered.Lifetime);
    }
}
