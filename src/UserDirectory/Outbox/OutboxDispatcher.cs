using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UserDirectory.Outbox;

/// <summary>Delivers what is in the outbox: at once when this process has written it, within a second when another one has.
/// Messages go out side by side, so that one dead receiver holds up no other.</summary>
internal sealed class OutboxDispatcher(
    OutboxQueue queue, OutboxSignal signal, IEnumerable<IOutboxHandler> handlers, TimeProvider time, ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private const int AtOnce = 16;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What the last requests have written leaves with this process, as far as it goes quickly.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestDrain);
        await RoundAsync(limit.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var inFlight = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            inFlight.RemoveWhere(task => task.IsCompleted);
            var taken = inFlight.Count < AtOnce ? await TakeAsync(AtOnce - inFlight.Count, stoppingToken) : [];
            foreach (var message in taken) inFlight.Add(DeliverAsync(message, CancellationToken.None));
            if (taken.Count == 0) await signal.WaitAsync(LookInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAny(Task.WhenAll(inFlight), Task.Delay(LongestDrain, time, CancellationToken.None));
    }

    /// <summary>Delivers all that is due now.</summary>
    internal async Task RoundAsync(CancellationToken cancellationToken)
    {
        while (await TakeAsync(AtOnce, cancellationToken) is { Count: > 0 } taken)
            await Task.WhenAll(taken.Select(message => DeliverAsync(message, cancellationToken)));
    }

    private async Task<IReadOnlyList<OutboxMessage>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.TakeAsync(most, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
#pragma warning disable CA1031 // The database is away; the next look may find it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.TakingFailed(exception);
            return [];
        }
    }

    private async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var delivery = await AttemptAsync(message, cancellationToken);
        if (delivery is OutboxDelivery.Failed(var reason)) logger.Failed(message.Kind, message.Id, message.Attempts, reason);
        if (delivery is OutboxDelivery.Hopeless(var cause)) logger.GivenUp(message.Kind, message.Id, message.Attempts, cause);
        try
        {
            await queue.SettleAsync(message, delivery, cancellationToken);
        }
#pragma warning disable CA1031 // It is due again when its lease ends.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.SettlingFailed(message.Kind, message.Id, exception);
        }
    }

    private async Task<OutboxDelivery> AttemptAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (!_handlers.TryGetValue(message.Kind, out var handler)) return new OutboxDelivery.Failed("Nothing here delivers this kind.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestAttempt);
        try
        {
            return await handler.DeliverAsync(message, limit.Token);
        }
        catch (OperationCanceledException)
        {
            return new OutboxDelivery.Failed("It took too long.");
        }
#pragma warning disable CA1031 // Whatever it was, it counts as a failed attempt.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new OutboxDelivery.Failed(exception.Message);
        }
    }
}
