using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Passkeys;

namespace UserDirectory.SecondFactors;

/// <summary>Takes all second factors of an account away, in the caller's transaction.</summary>
internal sealed class FactorReset(IdentityDb db, FactorChange change)
{
    /// <summary>How many there were.</summary>
    public async Task<int> ApplyAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        var removed = await StepSecrets.RemoveAsync(db, userId, cancellationToken);
        await db.Set<PasskeyUseRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        removed += await db.Set<IdentityUserPasskey<Guid>>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await change.ApplyAsync(userId, null, "user.second_factors_reset", SecurityNotice.SecondFactorReset, actor, cancellationToken);
        return removed;
    }
}
