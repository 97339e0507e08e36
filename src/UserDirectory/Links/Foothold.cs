using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.Passkeys;
using UserDirectory.SecondFactors;

namespace UserDirectory.Links;

/// <summary>What somebody who held an account before its owner took it over may have set up to come back, or to keep the owner out. Each is removed
/// in the caller's transaction, which ends what is open as well.</summary>
internal static class Foothold
{
    /// <summary>All that whoever made the account set up before its address was proved: it may have been registered in advance by somebody whose
    /// address it is not.</summary>
    public static async Task RemoveAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
    {
        await RemoveWaysInAsync(db, userId, cancellationToken);
        await StepSecrets.RemoveAsync(db, userId, cancellationToken);
    }

    /// <summary>Every other way in, however old, and what was set up for the second step since that moment: a second factor that was there before is
    /// the owner's, and guards the account against whoever reads their mail.</summary>
    public static async Task RemoveSinceAsync(IdentityDb db, Guid userId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await RemoveWaysInAsync(db, userId, cancellationToken);
        if (await db.Set<TotpKeyRow>().AnyAsync(row => row.UserId == userId && row.ConfirmedAt >= since, cancellationToken))
            await StepSecrets.RemoveAsync(db, userId, cancellationToken);
        else
            await db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId && row.CreatedAt >= since).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task RemoveWaysInAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
    {
        await db.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<PasskeyUseRow>().Where(use => use.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<ExternalLoginRow>().Where(login => login.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }
}
