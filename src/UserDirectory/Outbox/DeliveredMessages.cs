using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Housekeeping;

namespace UserDirectory.Outbox;

/// <summary>Deletes messages a week after they were delivered; those that were given up stay for a month.</summary>
internal sealed class DeliveredMessages(IDbContextFactory<IdentityDb> databases, HousekeepingOptions options, TimeProvider time) : IHousekeepingJob
{
    private static readonly TimeSpan Delivered = TimeSpan.FromDays(7);
    private static readonly TimeSpan Dead = TimeSpan.FromDays(30);

    public string Name => "housekeeping.delivered_messages";

    public TimeSpan Interval => options.Interval;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var (deliveredBefore, deadBefore) = (time.GetUtcNow() - Delivered, time.GetUtcNow() - Dead);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var deleted = await db.Set<OutboxMessage>()
            .Where(message => message.DeliveredAt < deliveredBefore || message.DeadAt < deadBefore)
            .OrderBy(message => message.Id).Take(options.BatchSize).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{deleted} messages");
    }
}
