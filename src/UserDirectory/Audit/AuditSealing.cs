using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Gives committed records their places in the chain, a batch in each transaction, and signs how far it reaches.</summary>
internal sealed class AuditSealing(IDbContextFactory<IdentityDb> databases, AuditSigning signing, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <summary>Seals all that waits.</summary>
    /// <returns>The signed checkpoint; null when nothing waited.</returns>
    public async Task<AuditCheckpoint?> SealAllAsync(CancellationToken cancellationToken)
    {
        var sealedSome = false;
        while (await SealBatchAsync(cancellationToken) > 0) sealedSome = true;
        return sealedSome ? await SignAsync(cancellationToken) : null;
    }

    private async Task<int> SealBatchAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await Waiting(db).AnyAsync(cancellationToken)) return 0; // without a turn to write

        await using var write = await db.BeginWriteAsync(cancellationToken);
        var head = await TakeHeadAsync(db, cancellationToken);
        var rows = await Waiting(db).OrderBy(row => row.OccurredAt).ThenBy(row => row.Id).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            row.Position = ++head.Position;
            row.Seal = head.Seal = AuditChain.Seal(head.Seal, row, head.Position);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return rows.Count;
    }

    /// <summary>Holds the end of the chain until the transaction ends. Only then may the waiting records be read: another sealer that was
    /// quicker has given some of them their places.</summary>
    private static async Task<AuditChainHead> TakeHeadAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO audit_chain (id, position, seal) VALUES ({AuditChainHead.TheOne}, 0, {AuditChain.Beginning}) ON CONFLICT (id) DO NOTHING",
            cancellationToken);
        await db.Set<AuditChainHead>().ExecuteUpdateAsync(set => set.SetProperty(head => head.Position, head => head.Position), cancellationToken);
        return await db.Set<AuditChainHead>().SingleAsync(cancellationToken);
    }

    private async Task<AuditCheckpoint> SignAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var head = await db.Set<AuditChainHead>().AsNoTracking().SingleAsync(cancellationToken);
        var now = time.GetUtcNow();
        var checkpoint = new AuditCheckpoint
        {
            Position = head.Position,
            Seal = head.Seal,
            SignedAt = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
        };
        await signing.SignAsync(db, checkpoint, cancellationToken);
        db.Add(checkpoint);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return checkpoint;
    }

    private static IQueryable<AuditRow> Waiting(IdentityDb db) => db.Set<AuditRow>().Where(row => row.Position == null);
}
