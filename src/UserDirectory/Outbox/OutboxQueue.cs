using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Outbox;

/// <summary>Takes messages that are due, and writes down what became of them. Whoever takes one has it for a while; when nothing is
/// written by then, it is due again.</summary>
internal sealed class OutboxQueue(IDbContextFactory<IdentityDb> databases, TimeProvider time)
{
    /// <summary>Longer than any attempt may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>The waits after each failure; behind the last one it is given up, after about two days.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await Due(db.Set<OutboxMessage>(), now).AnyAsync(cancellationToken)) return []; // without a turn to write

        await using var write = await db.BeginWriteAsync(cancellationToken);
        // Another instance takes what this one has not locked, instead of waiting for it.
        var messages = db.Database.IsNpgsql()
            ? db.Set<OutboxMessage>().FromSql(
                $"""
                 SELECT * FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at <= {now}
                 ORDER BY next_attempt_at LIMIT {most} FOR UPDATE SKIP LOCKED
                 """)
            : Due(db.Set<OutboxMessage>(), now).OrderBy(message => message.NextAttemptAt).Take(most);
        var taken = await messages.ToListAsync(cancellationToken);
        foreach (var message in taken)
        {
            message.Attempts++;
            message.NextAttemptAt = now + Lease;
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken;
    }

    /// <summary>False when it was not this attempt's to write down any more.</summary>
    public async Task<bool> SettleAsync(OutboxMessage message, OutboxDelivery delivery, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var wait = message.Attempts <= Waits.Length ? Waits[message.Attempts - 1] : TimeSpan.Zero;
        var reason = delivery switch { OutboxDelivery.Failed(var why) => why, OutboxDelivery.Hopeless(var why) => why, _ => null };
        DateTimeOffset? delivered = delivery is OutboxDelivery.Delivered ? now : null;
        DateTimeOffset? dead = delivery is OutboxDelivery.Hopeless || (delivery is OutboxDelivery.Failed && wait == TimeSpan.Zero) ? now : null;
        if (reason?.Length > 1000) reason = reason[..1000];

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var settled = await db.Set<OutboxMessage>().Where(row => row.Id == message.Id && row.Attempts == message.Attempts && row.DeliveredAt == null)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.DeliveredAt, delivered)
                    .SetProperty(row => row.DeadAt, dead)
                    .SetProperty(row => row.LastError, reason)
                    .SetProperty(row => row.NextAttemptAt, now + wait),
                cancellationToken);
        if (settled == 1 && LogoutTrail.Describe(message, reason, dead is not null) is { } entry)
        {
            db.Audit(entry);
            await db.SaveChangesAsync(cancellationToken);
        }
        await write.CommitAsync(cancellationToken);
        return settled == 1;
    }

    private static IQueryable<OutboxMessage> Due(IQueryable<OutboxMessage> messages, DateTimeOffset now) =>
        messages.Where(message => message.DeliveredAt == null && message.DeadAt == null && message.NextAttemptAt <= now);
}
