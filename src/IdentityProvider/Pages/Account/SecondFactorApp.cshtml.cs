using System.ComponentModel.DataAnnotations;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Sessions;
using ServiceDefaults.Configuration;
using UserDirectory.SecondFactors;

namespace IdentityProvider.Pages.Account;

/// <summary>Sets an authenticator app up, or another one in its place.</summary>
internal sealed class SecondFactorAppModel(
    AuthenticatorApps apps, PublicUrls urls, TimeProvider time, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty] public string? Id { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.Code"), StringLength(64, ErrorMessage = "Invalid.TooLong")]
    public string? Code { get; set; }

    public AuthenticatorView? Authenticator { get; private set; }

    /// <summary>Shown once, when all is done.</summary>
    public RecoveryCodesView? Codes { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (ElevatedSession.Person(HttpContext) is not { } person) return Challenge();
        Authenticator = AuthenticatorView.Of(await apps.BeginAsync(person.UserId, cancellationToken), urls, person.UserName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (ElevatedSession.Person(HttpContext) is not { } person || EndUser.From(User) is not { } session) return Challenge();
        var outcome = ModelState.IsValid
            ? await apps.ConfirmAsync(person.UserId, session.SessionId, new EnrolmentCode(Id, Code!), HttpContext.Actor(), cancellationToken)
            : new EnrolmentOutcome.WrongCode();
        switch (outcome)
        {
            case EnrolmentOutcome.Confirmed(var user, var codes):
                if (!await BrowserSession.RenewAsync(HttpContext, user)) return Challenge();
                Codes = new RecoveryCodesView(codes, "/account/second-factor", text["Codes.Done"]);
                return Page();
            case EnrolmentOutcome.WrongCode when await apps.FindAsync(person.UserId, Id, cancellationToken) is { } waits:
                if (ModelState.IsValid) ModelState.AddModelError(nameof(Code), text["Authenticator.Wrong"]);
                Authenticator = AuthenticatorView.Of(waits, urls, person.UserName);
                return Page();
            default:
                return this.SeeOtherAt("/account/second-factor/app");
        }
    }
}
