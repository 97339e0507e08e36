using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>What an account has for the second step, passkeys apart: they are a way in by themselves.</summary>
internal static class StepSecrets
{
    /// <summary>Takes all of it away, in the caller's transaction. How many second factors there were.</summary>
    public static async Task<int> RemoveAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
    {
        var removed = await db.Set<TotpKeyRow>().Where(row => row.UserId == userId && row.WrappedKey != null).ExecuteDeleteAsync(cancellationToken);
        await db.Set<TotpKeyRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        return removed + await db.Set<User>().Where(user => user.Id == userId && user.TwoFactorEnabled)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, false), cancellationToken);
    }
}
