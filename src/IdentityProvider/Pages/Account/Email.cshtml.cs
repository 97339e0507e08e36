using System.ComponentModel.DataAnnotations;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.Links;
using UserDirectory.Users;

namespace IdentityProvider.Pages.Account;

/// <summary>The address by which a person signs in and gets mail.</summary>
internal sealed class EmailModel(
    UserProfiles profiles, EmailChange change, EmailVerification verification, AttemptLimits limits, TimeProvider time,
    IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Required.Email"), StringLength(254, ErrorMessage = "Invalid.TooLong")]
    public string? Address { get; set; }

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public string Present { get; private set; } = "";

    public bool IsVerified { get; private set; }

    public string? Notice => !ModelState.IsValid ? null : Done switch
    {
        "sent" => text["Email.Sent"].Value,
        "verify" => text["Email.VerifySent"].Value,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostChangeAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (User.UserId() is not { } userId) return Challenge();
        if (!ModelState.IsValid) return await ShowAsync(cancellationToken);
        if (await limits.RefuseMailAsync(HttpContext, userId.ToString()) is { } wait)
        {
            await ShowAsync(cancellationToken);
            return this.TooMany(wait, text);
        }

        var outcome = await change.RequestAsync(userId, Address!, HttpContext.Actor(), cancellationToken);
        if (outcome == EmailChangeOutcome.Sent) return this.SeeOtherAt("/account/email?done=sent");
        ModelState.AddModelError(nameof(Address), text[outcome == EmailChangeOutcome.Same ? "Email.Same" : "Email.Invalid"]);
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostVerifyAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (User.UserId() is not { } userId) return Challenge();
        await verification.SendAsync(userId, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/account/email?done=verify");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId || await profiles.FindAsync(userId, cancellationToken) is not { } profile) return Challenge();
        (Present, IsVerified) = (profile.Email, profile.EmailVerified);
        return Page();
    }
}
