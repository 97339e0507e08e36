using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Outbound;

namespace ServiceDefaults.Redis;

/// <summary>Keeps a connection in the background: opens it again when it ends, and looks every second whether Redis is well. Whoever asks
/// never waits for a connection; while Redis is not well they get nothing at once.</summary>
/// <param name="channel">The channel to listen to, and who hears it; null for a connection that sends commands.</param>
internal sealed class RedisLink(
    RedisAddress address, RedisOptions options, ServerTrust trust, RedisMetrics metrics, TimeProvider time, ILogger<RedisLink> logger,
    (string Name, Action<string> Hear)? channel = null) : BackgroundService
{
    private const int MostMisses = 5;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private RedisConnection? _open;
    private RedisConnection? _well; // the open one, while it answers in time
    private bool _isToldOfFailure;

    public bool IsWell => Volatile.Read(ref _well) is not null;

    /// <summary>The answer; null when there is none in time, or it is a refusal. Nobody asks again until the next probe has succeeded,
    /// so a Redis that hangs costs one request its patience, and not each.</summary>
    public async Task<RedisReply?> AskAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _well) is not { } connection) return null;
        try
        {
            var reply = await connection.SendAsync(command, cancellationToken).WaitAsync(options.Timeout, time, cancellationToken);
            if (reply is not (null or RedisReply.Error)) return reply;
            if (reply is RedisReply.Error(var message)) logger.Refused(command[0], message);
        }
        catch (TimeoutException)
        {
            if (IsFirstToDoubt(connection)) logger.Late(address, options.Timeout);
        }

        IsFirstToDoubt(connection);
        metrics.Failed(command[0]);
        return null;
    }

    /// <summary>Sends what nobody waits for the answer of; also to a Redis that is slow, since late is better than never.</summary>
    public void Post(IReadOnlyList<string> command)
    {
        if (Volatile.Read(ref _open) is { } connection) _ = connection.SendAsync(command, CancellationToken.None);
        else metrics.Failed(command[0]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var wait = FirstWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            var openedAt = time.GetTimestamp();
            try
            {
                await using var connection = await OpenAsync(stoppingToken);
                Volatile.Write(ref _open, connection);
                Tell(await WatchAsync(connection, stoppingToken));
            }
            catch (Exception exception)
            {
                if (stoppingToken.IsCancellationRequested) return;
                Tell(exception);
            }
            finally
            {
                Volatile.Write(ref _open, null);
                Volatile.Write(ref _well, null);
            }

            var hasHeld = time.GetElapsedTime(openedAt) > LongestWait * 2;
            wait = hasHeld ? FirstWait : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<RedisConnection> OpenAsync(CancellationToken stoppingToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        late.CancelAfter(LongestConnect);
        var connection = await RedisConnection.OpenAsync(address, trust, channel?.Hear, late.Token);
        try
        {
            if (channel is { } heard) await connection.RequireAsync(["SUBSCRIBE", heard.Name], late.Token);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the connection has ended, or Redis was silent for too long, with the reason.</summary>
    private async Task<Exception> WatchAsync(RedisConnection connection, CancellationToken stoppingToken)
    {
        for (var misses = 0; misses < MostMisses;)
        {
            if (await AnswersAsync(connection, stoppingToken))
            {
                misses = 0;
                Volatile.Write(ref _well, connection);
                TellWell();
            }
            else
            {
                misses++;
                Volatile.Write(ref _well, null);
            }

            await Task.WhenAny(connection.Closed, Task.Delay(ProbeInterval, time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
            if (connection.Closed.IsCompleted) return await connection.Closed;
        }

        return new TimeoutException("Redis does not answer.");
    }

    private async Task<bool> AnswersAsync(RedisConnection connection, CancellationToken stoppingToken)
    {
        try
        {
            var reply = await connection.SendAsync(["PING"], stoppingToken).WaitAsync(options.Timeout, time, stoppingToken);
            return reply is not (null or RedisReply.Error);
        }
        catch (TimeoutException)
        {
            metrics.Failed("PING");
            return false;
        }
    }

    private bool IsFirstToDoubt(RedisConnection connection) => Interlocked.CompareExchange(ref _well, null, connection) == connection;

    // Once for each outage, however often it is tried.
    private void Tell(Exception reason)
    {
        metrics.Failed("CONNECT");
        if (!_isToldOfFailure) logger.Unreachable(address, reason.Message);
        _isToldOfFailure = true;
    }

    private void TellWell()
    {
        if (_isToldOfFailure) logger.Reachable(address);
        _isToldOfFailure = false;
    }
}
