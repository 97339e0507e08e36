using IdentityProvider.Accounts;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace IdentityProvider.Pages.Account;

/// <summary>All that guards the account on one page, each with the way to the page where it is changed.</summary>
internal sealed class SecurityModel(
    AccountSecurity security, UserProfiles profiles, UserSessions sessions, SecurityCheckUp checkUp) : PageModel
{
    public IReadOnlyList<SecurityGuard> WaysIn { get; private set; } = [];

    public IReadOnlyList<SecurityGuard> SecondStep { get; private set; } = [];

    public IReadOnlyList<SecurityGuard> WayBack { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId || await profiles.FindAsync(userId, cancellationToken) is not { } profile) return Challenge();
        if (await security.FindAsync(userId, cancellationToken) is not { } summary) return Challenge();
        var devices = (await sessions.ListAsync(userId, cancellationToken)).Count;
        WaysIn = checkUp.Of(checkUp.Password(summary), checkUp.Passkeys(summary), checkUp.LinkedAccounts(summary));
        SecondStep = checkUp.Of(checkUp.SecondStep(summary), checkUp.RecoveryCodes(summary), checkUp.RememberedDevices(summary));
        WayBack = checkUp.Of(checkUp.Email(summary, profile.Email), checkUp.Devices(devices), checkUp.Activity());
        return Page();
    }
}
