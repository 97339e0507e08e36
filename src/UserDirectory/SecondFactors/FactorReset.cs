using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Passkeys;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>Takes all second factors of an account away, in the caller's transaction.</summary>
internal sealed class FactorReset(IdentityDb db, FactorChange change)
{
    /// <summary>How many there were.</summary>
    public async Task<int> ApplyAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        var removed = await db.Set<TotpKeyRow>().Where(row => row.UserId == userId && row.WrappedKey != null).ExecuteDeleteAsync(cancellationToken);
        await db.Set<TotpKeyRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<PasskeyUseRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        removed += await db.Set<IdentityUserPasskey<Guid>>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        removed += await db.Set<User>().Where(user => user.Id == userId && user.TwoFactorEnabled)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, false), cancellationToken);
        await change.ApplyAsync(userId, null, "user.second_factors_reset", SecurityNotice.SecondFactorReset, actor, cancellationToken);
        return removed;
    }
}
