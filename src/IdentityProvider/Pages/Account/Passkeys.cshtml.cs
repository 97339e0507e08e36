using IdentityProvider.Accounts;
using IdentityProvider.Localisation;
using IdentityProvider.Passkeys;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.Passkeys;

namespace IdentityProvider.Pages.Account;

internal sealed class PasskeysModel(
    PasskeyRegistration registration, UserPasskeys passkeys, RelyingParty party, UserAgentText devices, TimeProvider time,
    IStringLocalizer<PageText> text) : PageModel
{
    public IReadOnlyList<PasskeySummary> Passkeys { get; private set; } = [];

    public bool IsOn => party.IsOn;

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public string? Notice => !ModelState.IsValid ? null : Done switch
    {
        "added" => text["Passkeys.Added"].Value,
        "renamed" => text["Passkeys.Renamed"].Value,
        "removed" => text["Passkeys.Removed"].Value,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } again) return again;
        return await ListAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? credential, CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } again) return again;
        if (User.UserId() is not { } userId) return Challenge();
        var answer = PasskeyCookie.Answer(HttpContext, credential);
        switch (await registration.FinishAsync(answer, userId, DefaultName(), HttpContext.Actor(), cancellationToken))
        {
            case PasskeyRegistrationOutcome.Added:
                return this.SeeOtherAt("/account/passkeys?done=added");
            case PasskeyRegistrationOutcome.TooMany:
                ModelState.AddModelError(string.Empty, text["Passkeys.TooMany"]);
                return await ListAsync(cancellationToken);
            default:
                ModelState.AddModelError(string.Empty, text["Passkeys.Refused"]);
                return await ListAsync(cancellationToken);
        }
    }

    /// <summary>How the passkey is reached, as far as browsers have told.</summary>
    public string Describe(PasskeySummary passkey) => string.Join(" · ", passkey.Transports.Select(KindOf).OfType<string>().Distinct());

    private string? KindOf(string transport) => transport switch // WebAuthn §5.8.4
    {
        "internal" => text["Passkeys.By.Device"].Value,
        "usb" or "nfc" or "ble" or "smart-card" => text["Passkeys.By.SecurityKey"].Value,
        "hybrid" => text["Passkeys.By.Phone"].Value,
        _ => null,
    };

    private string DefaultName() => devices.Known(HttpContext.UserAgent()) ?? text["Passkeys.DefaultName"];

    private async Task<IActionResult> ListAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        Passkeys = await passkeys.ListAsync(userId, cancellationToken);
        return Page();
    }
}
