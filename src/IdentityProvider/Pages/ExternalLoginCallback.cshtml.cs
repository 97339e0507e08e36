using IdentityProvider.ExternalLogins;
using IdentityProvider.FirstPartyApi;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.ExternalLogins;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

/// <summary>Where providers send people back to. The provider's answer was verified before this page is reached.</summary>
internal sealed class ExternalLoginCallbackModel(
    ExternalSignIn signIn, ExternalProofs proofs, LinkedAccounts links, ExternalDepartures departures, SignInFlow flow,
    AppArrivals apps, IStringLocalizer<PageText> text) : PageModel
{
    private const string LinkedAccountsPage = "/account/linked-accounts";

    private string _provider = "";

    /// <summary>Why nobody was signed in.</summary>
    public string Message { get; private set; } = "";

    public string BackAddress { get; private set; } = "/sign-in";

    public async Task<IActionResult> OnGetAsync(string provider, CancellationToken cancellationToken)
    {
        if (departures.Find(provider) is not { } found) return NotFound();
        _provider = found.DisplayName;
        switch (HttpContext.Features.Get<ExternalArrival>())
        {
            case { App: not null } arrived:
                return await apps.ReturnAsync(HttpContext, arrived, cancellationToken) is { } address ? this.SeeOtherAt(address) : Fail(null);
            case ExternalArrival.Arrived { IsToLink: true } arrived:
                return await LinkAsync(arrived.Identity, cancellationToken);
            case ExternalArrival.Arrived arrived:
                return await SignInAsync(arrived.Identity, LocalOrHome(arrived.ReturnUrl), cancellationToken);
            case ExternalArrival.Cancelled cancelled:
                return Explain(text["ExternalLogin.Cancelled", _provider], cancelled.ReturnUrl);
            case var failed:
                return Fail((failed as ExternalArrival.Failed)?.ReturnUrl);
        }
    }

    private async Task<IActionResult> SignInAsync(ExternalIdentity identity, string returnUrl, CancellationToken cancellationToken)
    {
        var outcome = await signIn.SignInAsync(identity.Issuer, identity.Subject, BrowserSession.Origin(HttpContext), cancellationToken);
        if (outcome is null) return await ProveAsync(identity, returnUrl, "/external-login", cancellationToken);
        return await flow.EnterAsync(this, outcome, returnUrl) ?? Explain(text["ExternalLogin.Refused"], returnUrl);
    }

    private async Task<IActionResult> LinkAsync(ExternalIdentity identity, CancellationToken cancellationToken)
    {
        var owner = await links.FindOwnerAsync(identity.Issuer, identity.Subject, cancellationToken);
        if (owner is null) return await ProveAsync(identity, LinkedAccountsPage, "/external-login/link", cancellationToken);
        return this.SeeOtherAt($"{LinkedAccountsPage}?done={(owner == User.UserId() ? "linked" : "elsewhere")}");
    }

    private async Task<IActionResult> ProveAsync(ExternalIdentity identity, string returnUrl, string page, CancellationToken cancellationToken)
    {
        ExternalProofCookie.Begin(HttpContext, await proofs.BeginAsync(ExternalProof.Of(identity, returnUrl), cancellationToken));
        return this.SeeOtherAt(page);
    }

    private PageResult Fail(string? returnUrl)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Explain(text["ExternalLogin.Failed", _provider], returnUrl);
    }

    private PageResult Explain(string message, string? returnUrl)
    {
        var target = LocalOrHome(returnUrl);
        Message = message;
        BackAddress = target == LinkedAccountsPage ? target : "/sign-in" + QueryString.Create("returnUrl", target);
        return Page();
    }
}
