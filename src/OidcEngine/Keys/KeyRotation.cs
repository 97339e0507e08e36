using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OidcEngine.Keys;

/// <summary>Keeps the ring up to date: reads it at the start and every minute, makes the next key when it is due, removes old ones.
/// Every instance does so; the store lets one alone add the key of a place in the row.</summary>
internal sealed class KeyRotation(KeyRing ring, TimeProvider time, ILogger<KeyRotation> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RemovalPeriod = TimeSpan.FromHours(1);

    private DateTimeOffset _removeAfter = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var retry = FirstRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            var done = await TryUpdateAsync(stoppingToken);
            retry = done ? FirstRetry : Min(retry * 2, Period);
            await Task.Delay(done ? Period : retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryUpdateAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ring.UpdateAsync(stoppingToken);
            if (time.GetUtcNow() < _removeAfter) return true;
            await ring.RemoveExpiredAsync(stoppingToken);
            _removeAfter = time.GetUtcNow() + RemovalPeriod;
            return true;
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            // The ring may be unreadable for now or for good; either way the instance lives, and is not ready until it was read once.
            logger.RefreshFailed(error);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
