using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Sessions;
using ServiceDefaults.Devices;
using UserDirectory.SecondFactors;

namespace IdentityProvider.Pages.Account;

/// <summary>What a person has for the second step of a sign-in, and where it may be left out.</summary>
internal sealed class SecondFactorModel(
    FactorLookup factors, EmailCodeChoice mail, RememberedDevices remembered, TimeProvider time,
    IStringLocalizer<PageText> text) : PageModel
{
    public AccountFactors Owned { get; private set; } = null!;
    public IReadOnlyList<RememberedDevice> Browsers { get; private set; } = [];
    public bool AreEmailCodesOffered => mail.IsOffered;

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public string? Notice => Done switch
    {
        "removed" => text["SecondFactor.Removed"].Value,
        "mail-on" => text["SecondFactor.MailOn"].Value,
        "mail-off" => text["SecondFactor.MailOff"].Value,
        "forgotten" => text["SecondFactor.Forgotten"].Value,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (User.UserId() is not { } userId || await factors.FindAsync(userId, cancellationToken) is not { } owned) return Challenge();
        (Owned, Browsers) = (owned, await remembered.ListAsync(userId, cancellationToken));
        return Page();
    }

    public Task<IActionResult> OnPostMailOnAsync(CancellationToken cancellationToken) => SetMailAsync(true, cancellationToken);

    public Task<IActionResult> OnPostMailOffAsync(CancellationToken cancellationToken) => SetMailAsync(false, cancellationToken);

    public async Task<IActionResult> OnPostForgetAsync([FromForm] Guid id, CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (User.UserId() is not { } userId) return Challenge();
        var forgotten = await remembered.ForgetAsync(userId, id, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt(forgotten ? "/account/second-factor?done=forgotten" : "/account/second-factor");
    }

    public string NameOf(RememberedDevice browser) => DeviceName.Of(browser.UserAgent) switch
    {
        { Browser: { } name, System: { } system } => text["Devices.BrowserOn", name, system],
        { Browser: { } name } => name,
        { System: { } system } => system,
        _ => text["Devices.Unknown"],
    };

    private async Task<IActionResult> SetMailAsync(bool on, CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        if (!await mail.SetAsync(userId, on, session.SessionId, HttpContext.Actor(), cancellationToken)) return this.SeeOtherAt("/account/second-factor");
        if (!await ElevatedSession.RenewAsync(HttpContext)) return Challenge();
        return this.SeeOtherAt("/account/second-factor?done=" + (on ? "mail-on" : "mail-off"));
    }
}
