using IdentityProvider.ExternalLogins;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.Authorization;
using UserDirectory.ExternalLogins;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

/// <summary>Asks somebody who is signed in here, and has proved an account elsewhere in this browser, whether the two belong together.</summary>
[Authorize]
internal sealed class ExternalLoginLinkModel(
    ExternalProofs proofs, LinkedAccounts links, ExternalDepartures departures, AuthorizationInteractions interactions, TimeProvider time) : PageModel
{
    private const string LinkedAccountsPage = "/account/linked-accounts";

    public string ProviderName { get; private set; } = "";

    /// <summary>By what the person knows the account there.</summary>
    public string? Account { get; private set; }

    public string? UserName => User.UserName();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (await proofs.FindAsync(ExternalProofCookie.Find(HttpContext), cancellationToken) is not { } proof) return NoProof();
        await interactions.FindForPageAsync(HttpContext, proof.ReturnUrl, cancellationToken); // lets the form lead on to the client
        (ProviderName, Account) = (departures.Find(proof.Provider)?.DisplayName ?? proof.Provider, proof.DisplayName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (User.UserId() is not { } userId || ExternalProofCookie.Find(HttpContext) is not { } handle) return NoProof();
        ExternalProofCookie.End(HttpContext);
        return await links.LinkAsync(handle, userId, HttpContext.Actor(), cancellationToken) switch
        {
            LinkOutcome.Linked(var proof) => this.SeeOtherAt(LocalOrHome(proof.ReturnUrl) is var target and not (Home or LinkedAccountsPage)
                ? target
                : $"{LinkedAccountsPage}?done=linked"),
            LinkOutcome.OfSomebodyElse => this.SeeOtherAt($"{LinkedAccountsPage}?done=elsewhere"),
            _ => NoProof(),
        };
    }

    public IActionResult OnPostCancel()
    {
        ExternalProofCookie.End(HttpContext);
        return this.SeeOtherAt(LinkedAccountsPage);
    }

    private IActionResult NoProof() => this.SeeOtherAt($"{LinkedAccountsPage}?done=expired");
}
