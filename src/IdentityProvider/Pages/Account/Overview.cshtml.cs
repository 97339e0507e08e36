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

internal sealed class OverviewModel(UserProfiles profiles, UserSessions sessions, UserGrants grants, PublicUrls urls) : PageModel
{
    public UserProfile Profile { get; private set; } = null!;
    public string? Picture => AvatarAddress.Of(urls, Profile);
    public DateTimeOffset SignedInAt { get; private set; }
    public int Devices { get; private set; }
    public int Apps { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        if (await profiles.FindAsync(userId, cancellationToken) is not { } profile) return Challenge();
        Profile = profile;
        SignedInAt = session.AuthTime;
        Devices = (await sessions.ListAsync(userId, cancellationToken)).Count;
        Apps = (await grants.ListAsync(userId, cancellationToken)).Count;
        return Page();
    }
}
