using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Housekeeping;

/// <summary>Lets one instance of several do a job. A lease is taken, and renewed by its holder, in one conditional statement.</summary>
public sealed class LeaderLease(IDbContextFactory<IdentityDb> databases, TimeProvider time)
{
    private readonly Guid _instance = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>True when this instance holds the lease from now for <paramref name="duration"/>: it was free, had run out, or was its
    /// own already.</summary>
    public async Task<bool> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await UpdateAsync(db, name, duration, cancellationToken))
            return true;
        if (await db.Set<Lease>().AnyAsync(lease => lease.Name == name, cancellationToken))
            return false;

        db.Add(new Lease { Name = name, Holder = _instance, HeldUntil = time.GetUtcNow() + duration });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            return false; // another instance wrote the first row
        }
    }

    /// <summary>Says how the job went, and gives the lease back when <paramref name="nextRunIn"/> is null; else it stays taken for that
    /// long, so that no other instance does the job again before it is due.</summary>
    public async Task CompleteAsync(string name, string result, TimeSpan? nextRunIn, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + (nextRunIn ?? TimeSpan.Zero);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Set<Lease>().Where(lease => lease.Name == name && lease.Holder == _instance).ExecuteUpdateAsync(
            row => row
                .SetProperty(lease => lease.LastRunAt, now)
                .SetProperty(lease => lease.LastResult, result)
                .SetProperty(lease => lease.HeldUntil, until),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task<bool> UpdateAsync(IdentityDb db, string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + duration;
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await db.Set<Lease>()
            .Where(lease => lease.Name == name && (lease.Holder == _instance || lease.HeldUntil <= now))
            .ExecuteUpdateAsync(
                row => row.SetProperty(lease => lease.Holder, _instance).SetProperty(lease => lease.HeldUntil, until), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken == 1;
    }
}
