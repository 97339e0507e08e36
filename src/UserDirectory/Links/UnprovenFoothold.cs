using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.Passkeys;

namespace UserDirectory.Links;

/// <summary>The ways into an account that whoever made it set up before its address was proved. The owner of the address takes the account
/// over; somebody who had registered it in advance must not come in beside them. Second factors stay: they open nothing alone.</summary>
internal static class UnprovenFoothold
{
    /// <summary>In the caller's transaction.</summary>
    public static async Task RemoveAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
    {
        await db.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<PasskeyUseRow>().Where(use => use.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<ExternalLoginRow>().Where(login => login.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }
}
