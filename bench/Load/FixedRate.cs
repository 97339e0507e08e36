using System.Diagnostics;
using Load.Sockets;

namespace Load;

/// <summary>What a run at a fixed rate came to. A request counts from the moment at which it was due, not from when a connection was free
/// for it: a server that stalls cannot hide the requests that waited meanwhile.</summary>
internal sealed record FixedRate(double AskedPerSecond, double PerSecond, int Requests, int Refused, double P50Milliseconds, double P95Milliseconds, double P99Milliseconds)
{
    /// <param name="port">A loopback port with plain HTTP.</param>
    /// <param name="connections">How many requests can be under way.</param>
    /// <param name="perSecond">How many fall due each second, evenly.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="request">The request of a number.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public static async Task<FixedRate> RunAsync(
        int port, int connections, double perSecond, TimeSpan duration, Func<int, byte[]> request, CancellationToken cancellationToken)
    {
        var latencies = new long[(int)(perSecond * duration.TotalSeconds)];
        var begin = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var (next, refused) = (-1, 0);

        async Task WorkAsync()
        {
            using var connection = new Connection();
            await connection.OpenAsync(port, cancellationToken);
            int number;
            while ((number = Interlocked.Increment(ref next)) < latencies.Length)
            {
                var due = begin + (long)(number * Stopwatch.Frequency / perSecond);
                var early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (early > TimeSpan.Zero) await Task.Delay(early, cancellationToken);
                await connection.SendAsync(request(number), cancellationToken);
                latencies[number] = Stopwatch.GetTimestamp() - due;
                if (connection.Status is < 200 or >= 400) Interlocked.Increment(ref refused);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(WorkAsync, cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Array.Sort(latencies);
        return new FixedRate(perSecond, latencies.Length / seconds, latencies.Length, refused, At(latencies, 0.50), At(latencies, 0.95), At(latencies, 0.99));
    }

    private static double At(long[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] * 1000.0 / Stopwatch.Frequency;
}
