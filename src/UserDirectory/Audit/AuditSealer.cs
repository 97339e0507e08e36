using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserDirectory.Database;
using UserDirectory.Housekeeping;

namespace UserDirectory.Audit;

/// <summary>Keeps the trail sealed: one instance of several, every 20 seconds, so that no record is unsealed for a minute. Checkpoints go to
/// the log too, where whoever can write to the database cannot change them.</summary>
internal sealed class AuditSealer(
    AuditSealing sealing, LeaderLease leases, IDbContextFactory<IdentityDb> databases, TimeProvider time, ILogger<AuditSealer> logger)
    : BackgroundService
{
    private const string LeaseName = "audit.sealer";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PartitionInterval = TimeSpan.FromHours(12);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var partitionsDue = time.GetUtcNow() + PartitionInterval; // the start made them
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (!await leases.TryTakeAsync(LeaseName, LeaseTime, stoppingToken)) continue;
                if (await sealing.SealAllAsync(stoppingToken) is { } checkpoint)
                    logger.Checkpoint(checkpoint.Position, Convert.ToBase64String(checkpoint.Seal), checkpoint.KeyId, Convert.ToBase64String(checkpoint.Signature));
                if (time.GetUtcNow() < partitionsDue) continue;
                await using var db = await databases.CreateDbContextAsync(stoppingToken);
                await AuditPartitions.EnsureAsync(db, time.GetUtcNow(), stoppingToken);
                partitionsDue = time.GetUtcNow() + PartitionInterval;
            }
#pragma warning disable CA1031 // Whatever it was, the next round tries again.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                logger.SealingFailed(exception);
            }
        }
    }
}
