using IdentityProvider.Accounts;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.Sessions;
using ServiceDefaults.Configuration;
using UserDirectory.Avatars;
using UserDirectory.Grants;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace IdentityProvider.Pages.Account;

/// <summary>The front page of My account: who one is, what to look at, and what is open.</summary>
internal sealed class OverviewModel(
    UserProfiles profiles, AccountSecurity security, SecurityCheckUp checkUp, UserSessions sessions, UserGrants grants, PublicUrls urls) : PageModel
{
    public UserProfile Profile { get; private set; } = null!;
    public string? Picture => AvatarAddress.Of(urls, Profile);

    /// <summary>What to call the person: a first name sounds better than all of them.</summary>
    public string CallName => Profile.GivenName ?? Profile.Nickname ?? Profile.Name;

    public IReadOnlyList<SecurityGuard> Advice { get; private set; } = [];
    public DateTimeOffset SignedInAt { get; private set; }
    public int Devices { get; private set; }
    public int Apps { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        if (await profiles.FindAsync(userId, cancellationToken) is not { } profile) return Challenge();
        if (await security.FindAsync(userId, cancellationToken) is not { } summary) return Challenge();
        Profile = profile;
        Advice = checkUp.Advice(summary, profile.Email);
        SignedInAt = session.AuthTime;
        Devices = (await sessions.ListAsync(userId, cancellationToken)).Count;
        Apps = (await grants.ListAsync(userId, cancellationToken)).Count;
        return Page();
    }
}
