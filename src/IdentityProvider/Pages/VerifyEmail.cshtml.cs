using System.ComponentModel.DataAnnotations;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.Links;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

/// <summary>Where the link of a mail proves an address: that of a new account, or one that takes the place of another. Looking at the page
/// uses nothing up. Without a link it sends one.</summary>
internal sealed class VerifyEmailModel(
    EmailVerification verification, EmailChange change, MailRequests requests, UnprovenAccount unproven, AttemptLimits limits,
    IStringLocalizer<PageText> text) : PageModel
{
    [FromQuery] public string? Token { get; set; }

    /// <summary>What was just done, named by the query: <c>sent</c>, <c>required</c> or <c>done</c>.</summary>
    [FromQuery] public string? Done { get; set; }

    /// <summary>Where the person was going when the address had to be proved first.</summary>
    [FromQuery] public string? ReturnUrl { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.UserName"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Name { get; set; }

    public VerifyState State { get; private set; }

    public MailLink? Link { get; private set; }

    public string SignInUrl => "/sign-in" + QueryString.Create("returnUrl", "/verify-email" + QueryString.Create("token", Token ?? ""));

    /// <summary>The way to the sign-in, and from there to where the person was going.</summary>
    public string SignInAgainUrl => "/sign-in" + (IsGoingOn ? QueryString.Create("returnUrl", ReturnUrl!) : QueryString.Empty);

    /// <summary>Where the person goes on when all is done.</summary>
    public string NextUrl => IsGoingOn ? ReturnUrl! : "/account";

    /// <summary>This page, after something was done.</summary>
    /// <param name="done">As <see cref="Done"/> names it.</param>
    /// <param name="returnUrl">A local path.</param>
    public static string Address(string done, string returnUrl)
    {
        var query = QueryString.Create("done", done);
        return "/verify-email" + (returnUrl == Home ? query : query.Add("returnUrl", returnUrl));
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        return State == VerifyState.AskedElsewhere ? this.SeeOtherAt("/claim-address" + QueryString.Create("token", Token!)) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        var done = State switch
        {
            VerifyState.Asked => await verification.ConfirmAsync(Token, Link!.UserId, HttpContext.Actor(), cancellationToken),
            VerifyState.AskedToChange => await change.ConfirmAsync(Token, Link!.UserId, HttpContext.Actor(), cancellationToken) is not null,
            _ => false,
        };
        if (done) return this.SeeOtherAt(Address("done", GoOn(Link!.UserId)));
        if (State != VerifyState.SignInFirst) State = VerifyState.Dead;
        return Page();
    }

    /// <summary>Where the person of this account was going in this browser. It is known once.</summary>
    private string GoOn(Guid userId)
    {
        var target = LocalOrHome(unproven.FindReturnUrl(HttpContext, userId));
        unproven.Forget(HttpContext);
        return target;
    }

    public async Task<IActionResult> OnPostResendAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        if (await limits.RefuseMailAsync(HttpContext, Name!) is { } wait) return this.TooMany(wait, text);
        await requests.VerifyEmailAsync(Name!, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/verify-email?done=sent");
    }

    private bool IsGoingOn => LocalOrHome(ReturnUrl) != Home;

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        State = Done switch { "sent" => VerifyState.Sent, "required" => VerifyState.Required, "done" => VerifyState.Done, _ => VerifyState.Resend };
        if (Token is null) return;
        State = VerifyState.Dead;
        if ((Link = await verification.FindAsync(Token, cancellationToken)) is { } proof)
            State = User.UserId() == proof.UserId || unproven.FindReturnUrl(HttpContext, proof.UserId) is not null ? VerifyState.Asked : VerifyState.AskedElsewhere;
        else if ((Link = await change.FindAsync(Token, cancellationToken)) is { } link)
            State = User.UserId() == link.UserId ? VerifyState.AskedToChange : VerifyState.SignInFirst;
    }
}
