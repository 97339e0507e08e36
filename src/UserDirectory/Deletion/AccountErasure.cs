using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Housekeeping;
using UserDirectory.PersonalData;
using UserDirectory.Users;

namespace UserDirectory.Deletion;

/// <summary>Erases accounts whose grace has ended, each in one transaction: all that is held on the person, and the key that the trail's
/// records on them are read with. The account's id stays in the trail, and in the list of seeded accounts, so that it is not made again.</summary>
internal sealed class AccountErasure(
    IDbContextFactory<IdentityDb> databases, IEnumerable<IPersonalData> held, HousekeepingOptions options, TimeProvider time,
    ILogger<AccountErasure> logger) : IHousekeepingJob
{
    public string Name => "housekeeping.erased_accounts";

    public TimeSpan Interval => options.Interval;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var userId in await DueAsync(cancellationToken))
            if (await TryEraseAsync(userId, cancellationToken)) erased++;
        return string.Create(CultureInfo.InvariantCulture, $"{erased} accounts");
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Due(db).OrderBy(user => user.PurgeAfter).Select(user => user.Id).Take(options.BatchSize).ToListAsync(cancellationToken);
    }

    private async Task<bool> TryEraseAsync(Guid userId, CancellationToken cancellationToken)
    {
        try
        {
            return await EraseAsync(userId, cancellationToken);
        }
#pragma warning disable CA1031 // One account that cannot be erased holds up no other; the next run tries it again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.ErasureFailed(exception, userId);
            return false;
        }
    }

    private async Task<bool> EraseAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var account = db.Set<User>().Where(user => user.Id == userId);

        // The row first: who keeps the account at this moment was there before, or comes too late.
        var taken = await Due(db).Where(user => user.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.Version, user => user.Version + 1), cancellationToken);
        if (taken == 0) return false;
        foreach (var one in held) await one.EraseAsync(db, userId, cancellationToken);
        await account.ExecuteDeleteAsync(cancellationToken);
        db.Audit(AuditEntry.OnUser("user.erased", Actor.System, userId));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private IQueryable<User> Due(IdentityDb db)
    {
        var now = time.GetUtcNow();
        return db.Set<User>().Where(user => user.Status == UserStatus.PendingDeletion && user.PurgeAfter <= now);
    }
}
