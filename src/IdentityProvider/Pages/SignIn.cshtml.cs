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
using OidcEngine.Sessions;
using UserDirectory.SignIn;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

internal sealed class SignInModel(
    PasswordSignIn passwords, SignInFlow flow, AttemptLimits limits, AuthorizationInteractions interactions, StepUp stepUp, TimeProvider time,
    IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Required.UserName"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? UserName { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.Password"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Password { get; set; }

    [FromQuery] public string? ReturnUrl { get; set; }

    /// <summary>The person comes from registering.</summary>
    [FromQuery] public bool Registered { get; set; }

    /// <summary>The person comes from making an account for one elsewhere.</summary>
    [FromQuery] public bool Joined { get; set; }

    /// <summary>The person comes from choosing a new password.</summary>
    [FromQuery] public bool Reset { get; set; }

    /// <summary>The person comes from an invitation.</summary>
    [FromQuery] public bool Invited { get; set; }

    /// <summary>The person is signed in, and is about to do what wants a sign-in of the last minutes.</summary>
    [FromQuery] public bool Fresh { get; set; }

    public string? ClientName { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var pending = await FindPendingAsync(cancellationToken);
        if (pending is null && User.UserId() is not null && !IsFreshSignInDue) return this.SeeOtherAt(LocalOrHome(ReturnUrl));
        if (await stepUp.IsEnoughAsync(EndUser.From(User), pending, cancellationToken))
        {
            StepCookies.End(HttpContext);
            return this.SeeOtherAt("/second-step" + QueryString.Create("returnUrl", LocalOrHome(ReturnUrl)));
        }

        UserName = pending?.LoginHint ?? (Fresh ? User.UserName() : null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await FindPendingAsync(cancellationToken);
        if (!ModelState.IsValid) return Page();
        if (await limits.RefuseSignInAsync(HttpContext, UserName!) is { } wait) return this.TooMany(wait, text);

        var attempt = new PasswordAttempt(UserName!, Password!, BrowserSession.Origin(HttpContext));
        var outcome = await passwords.SignInAsync(attempt, cancellationToken);
        if (await flow.EnterAsync(this, outcome, ReturnUrl) is { } entered) return entered;
        if (outcome is SignInOutcome.Busy(var retryAfter)) return this.Busy(retryAfter, text);
        await limits.CountFailureAsync(HttpContext);
        ModelState.AddModelError(string.Empty, text["SignIn.Wrong"]);
        return Page();
    }

    private bool IsFreshSignInDue => Fresh && FreshSignIn.IsDue(EndUser.From(User), time.GetUtcNow());

    private async Task<PendingAuthorization?> FindPendingAsync(CancellationToken cancellationToken)
    {
        var pending = await interactions.FindForPageAsync(HttpContext, ReturnUrl, cancellationToken);
        ClientName = pending?.Client.DisplayName();
        return pending;
    }
}
