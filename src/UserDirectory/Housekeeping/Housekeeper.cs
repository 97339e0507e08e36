using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UserDirectory.Housekeeping;

/// <summary>Runs each job when it is due, on one instance at a time.</summary>
internal sealed class Housekeeper(
    IEnumerable<IHousekeepingJob> jobs, LeaderLease leases, TimeProvider time, ILogger<Housekeeper> logger) : BackgroundService
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(job => RepeatAsync(job, stoppingToken)));

    private async Task RepeatAsync(IHousekeepingJob job, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(job.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(job, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.JobFailed(exception, job.Name); // the next run may succeed
            }
        }
    }

    internal async Task RunOnceAsync(IHousekeepingJob job, CancellationToken cancellationToken)
    {
        if (!await leases.TryTakeAsync(job.Name, LongestRun, cancellationToken))
            return;
        var result = await job.RunAsync(cancellationToken);
        logger.JobDone(job.Name, result);
        await leases.CompleteAsync(job.Name, result, nextRunIn: null, cancellationToken);
    }
}
