using System.ComponentModel.DataAnnotations;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using UserDirectory.SignIn;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

internal sealed class SignInModel(
    PasswordSignIn passwords, BrowserSession session, PendingSignIn pendingDeletion, AttemptLimits limits, AuthorizationInteractions interactions,
    IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Required.UserName"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? UserName { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.Password"), StringLength(128, ErrorMessage = "Invalid.TooLong")]
    public string? Password { get; set; }

    [FromQuery] public string? ReturnUrl { get; set; }

    /// <summary>The person comes from registering.</summary>
    [FromQuery] public bool Registered { get; set; }

    public string? ClientName { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var pending = await FindPendingAsync(cancellationToken);
        if (pending is null && User.UserId() is not null) return this.SeeOtherAt(LocalOrHome(ReturnUrl));
        UserName = pending?.LoginHint;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await FindPendingAsync(cancellationToken);
        if (!ModelState.IsValid) return Page();
        if (await limits.RefuseSignInAsync(HttpContext, UserName!) is { } wait) return this.TooMany(wait, text);

        var attempt = new PasswordAttempt(UserName!, Password!, BrowserSession.Origin(HttpContext));
        switch (await passwords.SignInAsync(attempt, cancellationToken))
        {
            case SignInOutcome.SignedIn(var user):
                await session.StartAsync(HttpContext, user);
                return this.SeeOtherAt(LocalOrHome(ReturnUrl));
            case SignInOutcome.PendingDeletion(var account, var owner):
                pendingDeletion.Begin(HttpContext, new PendingChoice(account, owner, LocalOrHome(ReturnUrl)));
                return this.SeeOtherAt("/keep-account");
            case SignInOutcome.Busy(var retryAfter):
                return this.Busy(retryAfter, text);
            default:
                await limits.CountFailureAsync(HttpContext);
                ModelState.AddModelError(string.Empty, text["SignIn.Wrong"]);
                return Page();
        }
    }

    private async Task<PendingAuthorization?> FindPendingAsync(CancellationToken cancellationToken)
    {
        var pending = await interactions.FindForPageAsync(HttpContext, ReturnUrl, cancellationToken);
        ClientName = pending?.Client.DisplayName();
        return pending;
    }
}
