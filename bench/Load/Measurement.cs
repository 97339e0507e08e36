using System.Diagnostics;
using Load.Sockets;

namespace Load;

/// <summary>What a run at a number of connections came to.</summary>
internal sealed record Measurement(int Connections, int Requests, int Refused, double PerSecond, double P50Milliseconds, double P99Milliseconds)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>Runs workers, each on a connection of its own, one request after the other, until the time is over or a worker has no more.</summary>
    /// <param name="port">A loopback port with plain HTTP.</param>
    /// <param name="connections">How many workers.</param>
    /// <param name="duration">How long is measured, after a warm-up when <paramref name="warmUp"/> is set.</param>
    /// <param name="warmUp">False for work whose requests are counted out beforehand.</param>
    /// <param name="newWorker">Makes a worker's source of requests.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public static async Task<Measurement> RunAsync(
        int port, int connections, TimeSpan duration, bool warmUp, Func<int, IRequestSource> newWorker, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var measureFrom = warmUp ? start + (long)(WarmUp.TotalSeconds * Stopwatch.Frequency) : start;
        var end = measureFrom + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var workers = Enumerable.Range(0, connections)
            .Select(index => Task.Run(() => WorkAsync(port, newWorker(index), measureFrom, end, cancellationToken), cancellationToken));
        var results = await Task.WhenAll(workers);

        var samples = results.SelectMany(result => result.Samples).Order().ToArray();
        var seconds = Stopwatch.GetElapsedTime(measureFrom, results.Max(result => result.Ended)).TotalSeconds;
        return new Measurement(
            connections, samples.Length, results.Sum(result => result.Refused), samples.Length / seconds, At(samples, 0.50), At(samples, 0.99));
    }

    private static async Task<(List<long> Samples, int Refused, long Ended)> WorkAsync(
        int port, IRequestSource source, long measureFrom, long end, CancellationToken cancellationToken)
    {
        using var connection = new Connection();
        await connection.OpenAsync(port, cancellationToken);
        var samples = new List<long>(64 * 1024);
        var refused = 0;
        long now;
        while ((now = Stopwatch.GetTimestamp()) < end && source.Next() is { } request)
        {
            await connection.SendAsync(request, cancellationToken);
            var done = Stopwatch.GetTimestamp();
            if (connection.Status is < 200 or >= 400) refused++;
            source.Answered(connection);
            if (now >= measureFrom) samples.Add(done - now);
        }
        return (samples, refused, Stopwatch.GetTimestamp());
    }

    private static double At(long[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] * 1000.0 / Stopwatch.Frequency;
}

/// <summary>Where a worker's requests come from.</summary>
internal interface IRequestSource
{
    /// <summary>The next request, or null when there is no more.</summary>
    ReadOnlyMemory<byte>? Next();

    /// <summary>Sees the answer before the next request.</summary>
    void Answered(Connection connection);
}
