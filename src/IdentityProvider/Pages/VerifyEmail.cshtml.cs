using System.ComponentModel.DataAnnotations;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.Links;

namespace IdentityProvider.Pages;

/// <summary>Where the link of a mail proves an address: that of a new account, or one that takes the place of another. Looking at the page
/// uses nothing up. Without a link it sends one.</summary>
internal sealed class VerifyEmailModel(
    EmailVerification verification, EmailChange change, MailRequests requests, AttemptLimits limits, IStringLocalizer<PageText> text) : PageModel
{
    [FromQuery] public string? Token { get; set; }

    /// <summary>What was just done, named by the query: <c>sent</c>, <c>required</c> or <c>done</c>.</summary>
    [FromQuery] public string? Done { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.UserName"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Name { get; set; }

    public VerifyState State { get; private set; }

    public MailLink? Link { get; private set; }

    public string SignInUrl => "/sign-in" + QueryString.Create("returnUrl", "/verify-email" + QueryString.Create("token", Token ?? ""));

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        var done = State switch
        {
            VerifyState.Asked => await verification.ConfirmAsync(Token, HttpContext.Actor(), cancellationToken),
            VerifyState.AskedToChange => await change.ConfirmAsync(Token, Link!.UserId, HttpContext.Actor(), cancellationToken) is not null,
            _ => false,
        };
        if (done) return this.SeeOtherAt("/verify-email?done=done");
        if (State != VerifyState.SignInFirst) State = VerifyState.Dead;
        return Page();
    }

    public async Task<IActionResult> OnPostResendAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        if (await limits.RefuseMailAsync(HttpContext, Name!) is { } wait) return this.TooMany(wait, text);
        await requests.VerifyEmailAsync(Name!, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/verify-email?done=sent");
    }

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        State = Done switch { "sent" => VerifyState.Sent, "required" => VerifyState.Required, "done" => VerifyState.Done, _ => VerifyState.Resend };
        if (Token is null) return;
        State = VerifyState.Dead;
        if ((Link = await verification.FindAsync(Token, cancellationToken)) is not null) State = VerifyState.Asked;
        else if ((Link = await change.FindAsync(Token, cancellationToken)) is { } link)
            State = User.UserId() == link.UserId ? VerifyState.AskedToChange : VerifyState.SignInFirst;
    }
}
