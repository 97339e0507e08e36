using Microsoft.AspNetCore.DataProtection;
using UserDirectory.Deletion;
using UserDirectory.SignIn;

namespace IdentityProvider.Sessions;

/// <summary>Remembers, in a cookie of this browser alone, who has just proved to own an account that is to be deleted. It opens nothing but
/// the choice to keep it, and serves once: it names the one request for deletion that it takes back.</summary>
internal sealed class PendingSignIn(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly SealedCookie<PendingChoice> _cookie =
        new("__Host-keep-account", protection.CreateProtector("keep-account"), TimeSpan.FromMinutes(10), time);

    public void Begin(HttpContext http, PendingChoice choice) => _cookie.Write(http, choice);

    /// <summary>Null when there is no choice to make in this browser.</summary>
    public PendingChoice? Find(HttpContext http) => _cookie.Find(http);

    public void End(HttpContext http) => _cookie.Delete(http);
}

/// <param name="User">Whom to sign in when the account is kept.</param>
/// <param name="ReturnUrl">Where the sign-in was to lead.</param>
internal sealed record PendingChoice(PendingAccount Account, SignedInUser User, string ReturnUrl);
