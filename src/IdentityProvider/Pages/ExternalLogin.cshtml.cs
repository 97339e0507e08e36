using System.ComponentModel.DataAnnotations;
using System.Globalization;
using IdentityProvider.Attempts;
using IdentityProvider.ExternalLogins;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using UserDirectory.ExternalLogins;
using UserDirectory.Registration;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

/// <summary>What somebody sees who proved an account elsewhere that nobody here has linked: make an account, or sign in to the one they have.</summary>
internal sealed class ExternalLoginModel(
    ExternalProofs proofs, ExternalNames names, ExternalDepartures departures, UserRegistration registration, ExternalSignIn signIn, SignInFlow flow,
    AttemptLimits limits, AuthorizationInteractions interactions, UnprovenAccount unproven, RegistrationOptions options,
    IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Required.NewUserName"), StringLength(50, ErrorMessage = "Invalid.TooLong")]
    public string? UserName { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.Email"), StringLength(254, ErrorMessage = "Invalid.TooLong")]
    public string? Email { get; set; }

    [BindProperty, StringLength(100, ErrorMessage = "Invalid.TooLong")] public string? GivenName { get; set; }
    [BindProperty, StringLength(100, ErrorMessage = "Invalid.TooLong")] public string? FamilyName { get; set; }

    public string ProviderName { get; private set; } = "";

    /// <summary>By what the person knows the account there.</summary>
    public string? Account { get; private set; }

    public bool IsOpen => options.Enabled;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await FindProofAsync(cancellationToken) is not { } proof) return this.SeeOtherAt("/sign-in");
        UserName = await names.ProposeAsync(proof, cancellationToken);
        (Email, GivenName, FamilyName) = (proof.Email, proof.GivenName, proof.FamilyName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindProofAsync(cancellationToken) is not { } proof) return this.SeeOtherAt("/sign-in");
        if (!IsOpen || !ModelState.IsValid) return Page();
        if (await limits.RefuseRegistrationAsync(HttpContext) is { } wait) return this.TooMany(wait, text);

        var outcome = await registration.RegisterAsync(Person(), HttpContext.Actor() with { UserId = null }, cancellationToken);
        switch (outcome)
        {
            case RegistrationOutcome.UserNameTaken:
                ModelState.AddModelError(nameof(UserName), text["Register.UserNameTaken"]);
                return Page();
            case RegistrationOutcome.Invalid(var errors):
                this.AddErrors(errors);
                return Page();
            case RegistrationOutcome.Busy(var retryAfter):
                return this.Busy(retryAfter, text);
            case RegistrationOutcome.OwnEmailTaken:
                ModelState.AddModelError(string.Empty, text["ExternalLogin.OwnEmailTaken"]);
                return Page();
            default:
                ExternalProofCookie.End(HttpContext);
                if (proof.Covers(Email!)) return await EnterAsync(proof, cancellationToken);
                unproven.Remember(HttpContext, (outcome as RegistrationOutcome.Created)?.UserId, LocalOrHome(proof.ReturnUrl));
                return this.SeeOtherAt("/sign-in" + QueryString.Create("joined", "true").Add("returnUrl", LocalOrHome(proof.ReturnUrl)));
        }
    }

    /// <summary>Not for an address that nobody has proved: made or taken, the answer must look the same.</summary>
    private async Task<IActionResult> EnterAsync(ExternalProof proof, CancellationToken cancellationToken) =>
        await signIn.SignInAsync(proof.Issuer, proof.Subject, BrowserSession.Origin(HttpContext), cancellationToken) is { } outcome
            && await flow.EnterAsync(this, outcome, proof.ReturnUrl) is { } entered
                ? entered
                : this.SeeOtherAt("/sign-in");

    private NewUser Person() => new(UserName!, Email!, null)
    {
        ExternalProof = ExternalProofCookie.Find(HttpContext),
        GivenName = GivenName,
        FamilyName = FamilyName,
        Locale = CultureInfo.CurrentUICulture.Name,
    };

    private async Task<ExternalProof?> FindProofAsync(CancellationToken cancellationToken)
    {
        if (await proofs.FindAsync(ExternalProofCookie.Find(HttpContext), cancellationToken) is not { } proof) return null;
        await interactions.FindForPageAsync(HttpContext, proof.ReturnUrl, cancellationToken); // lets the form lead on to the client
        (ProviderName, Account) = (departures.Find(proof.Provider)?.DisplayName ?? proof.Provider, proof.DisplayName);
        return proof;
    }
}
