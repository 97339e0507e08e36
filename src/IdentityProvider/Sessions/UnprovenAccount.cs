using Microsoft.AspNetCore.DataProtection;

namespace IdentityProvider.Sessions;

/// <summary>Remembers, in a cookie of this browser alone, the account that was made or entered here while its address was not proved. The link of the
/// mail then counts without the password, and the person goes on to where they were going. It opens nothing else.</summary>
internal sealed class UnprovenAccount(IDataProtectionProvider protection, TimeProvider time)
{
    private const int LongestReturnUrl = 1500;

    private readonly SealedCookie<Unproven> _cookie =
        new("__Host-unproven", protection.CreateProtector("unproven-account"), TimeSpan.FromDays(1), time);

    /// <param name="userId">Null where no account was made, which must look the same: it is nobody's then.</param>
    /// <param name="returnUrl">A local path.</param>
    public void Remember(HttpContext http, Guid? userId, string returnUrl) => _cookie.Write(
        http, new Unproven(userId ?? Guid.CreateVersion7(time.GetUtcNow()), returnUrl.Length > LongestReturnUrl ? "/" : returnUrl));

    /// <summary>Where the person was going, when it is this account; null when it is not, or nothing is known.</summary>
    public string? FindReturnUrl(HttpContext http, Guid userId) =>
        _cookie.Find(http) is { } unproven && unproven.UserId == userId ? unproven.ReturnUrl : null;

    public void Forget(HttpContext http) => _cookie.Delete(http);

    private sealed record Unproven(Guid UserId, string ReturnUrl);
}
