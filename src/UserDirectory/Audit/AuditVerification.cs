using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Goes along the chain and finds the first record that was changed, removed or put in.</summary>
public sealed class AuditVerification(IDbContextFactory<IdentityDb> databases, TimeProvider time)
{
    private const int BatchSize = 1000;

    /// <param name="from">A checkpoint that lies outside of the database: what is before it may be archived. Null begins at the first record.</param>
    public Task<AuditVerdict> VerifyAsync(AuditAnchor? from, CancellationToken cancellationToken) =>
        VerifyAsync(from, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <param name="from">Where to begin, as above.</param>
    /// <param name="atMost">How long it may take; the verdict then says how far it came.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async Task<AuditVerdict> VerifyAsync(AuditAnchor? from, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (position, seal) = (from?.Position ?? 0, from?.Seal.ToArray() ?? AuditChain.Beginning);
        while (true)
        {
            var rows = await db.Set<AuditRow>().AsNoTracking()
                .Where(row => row.Position > position).OrderBy(row => row.Position).Take(BatchSize).ToListAsync(cancellationToken);
            if (rows.Count == 0) break;
            var last = rows[^1].Position;
            var checkpoints = await db.Set<AuditCheckpoint>().AsNoTracking()
                .Where(checkpoint => checkpoint.Position > position && checkpoint.Position <= last)
                .ToDictionaryAsync(checkpoint => checkpoint.Position, cancellationToken);
            foreach (var row in rows)
            {
                if (row.Position != position + 1)
                    return new AuditVerdict.Broken(position + 1, null, row.Position <= position ? "two records have this position" : "the record is missing");
                position++;
                seal = AuditChain.Seal(seal, row, position);
                if (row.Seal is null || !seal.AsSpan().SequenceEqual(row.Seal)) return new AuditVerdict.Broken(position, row.Id, "the record was changed");
                if (checkpoints.GetValueOrDefault(position) is { } checkpoint && !await FitsAsync(db, checkpoint, seal, cancellationToken))
                    return new AuditVerdict.Broken(position, row.Id, "the signed checkpoint does not fit");
            }

            if (rows.Count == BatchSize && atMost != Timeout.InfiniteTimeSpan && time.GetElapsedTime(began) >= atMost)
                return new AuditVerdict.Unfinished(position, Convert.ToBase64String(seal));
        }

        return await EndAsync(db, position, seal, cancellationToken);
    }

    private static async Task<bool> FitsAsync(IdentityDb db, AuditCheckpoint checkpoint, byte[] seal, CancellationToken cancellationToken) =>
        seal.AsSpan().SequenceEqual(checkpoint.Seal) && await AuditSigning.IsSignedAsync(db, checkpoint, cancellationToken);

    /// <summary>A chain that was cut at its end is whole in itself: the head and the checkpoints tell.</summary>
    private static async Task<AuditVerdict> EndAsync(IdentityDb db, long position, byte[] seal, CancellationToken cancellationToken)
    {
        var head = await db.Set<AuditChainHead>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var signed = await db.Set<AuditCheckpoint>().AsNoTracking().MaxAsync(checkpoint => (long?)checkpoint.Position, cancellationToken);
        if (signed > position || head?.Position > position) return new AuditVerdict.Broken(position + 1, null, "the record is missing");
        if (head is null ? position > 0 : head.Position < position || !seal.AsSpan().SequenceEqual(head.Seal))
            return new AuditVerdict.Broken(position, null, "the end of the chain was changed");
        var unsealed = await db.Set<AuditRow>().CountAsync(row => row.Position == null, cancellationToken);
        return new AuditVerdict.Intact(position, Convert.ToBase64String(seal), unsealed);
    }
}

/// <summary>Where the chain is known to have been.</summary>
public sealed record AuditAnchor(long Position, ReadOnlyMemory<byte> Seal);

/// <summary>What became of a verification.</summary>
public abstract record AuditVerdict
{
    private AuditVerdict() { }

    /// <param name="Unsealed">Records that have no place yet, within the last minute.</param>
    public sealed record Intact(long Position, string Seal, int Unsealed) : AuditVerdict;

    /// <summary>The time was over: the chain is whole up to here, where the next verification may begin.</summary>
    public sealed record Unfinished(long Position, string Seal) : AuditVerdict;

    /// <summary>The first place that does not fit.</summary>
    public sealed record Broken(long Position, Guid? RecordId, string Reason) : AuditVerdict;
}
