using System.Diagnostics;
using System.Globalization;
using System.Text;
using Load.Scenarios;
using Load.Sockets;

namespace Load.Storm;

/// <summary>Runs tokens and refreshes at a steady rate, first alone and then while far more people sign in by password than the machine can hash
/// for: what counts is how the slowest hundredth grows in the same run.</summary>
internal static class StormBenchmark
{
    private const int Connections = 16;
    private const int StormConnections = 512; // more than may wait in the queue: the storm must reach it, not its own sockets
    private const double TokensPerSecond = 100;
    private const double Times = 5;

    public static async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var provider = await ProviderUnderLoad.StartAsync(cancellationToken);
        var signIns = await provider.NewSignInsAsync(StormConnections);
        var tokens = await NewTokensAsync(provider, duration, cancellationToken);
        var others = await NewTokensAsync(provider, duration, cancellationToken);
        Console.WriteLine("| work | asked/s | answered/s | p50 ms | p99 ms | refused |");
        Console.WriteLine("|---|---|---|---|---|---|");

        var most = await SignInsAsync(provider, signIns, 2, duration, cancellationToken);
        Print("password sign-ins, two at a time", most);
        var idleToken = await TokensAsync(provider, duration, cancellationToken);
        Print("token, alone", idleToken);
        var idleRefresh = await RefreshesAsync(provider, tokens, duration, cancellationToken);
        Print("refresh, alone", idleRefresh);

        var perSecond = Math.Max(10, most.PerSecond * Times);
        var storm = FixedRate.RunAsync(provider.Port, StormConnections, perSecond, 3 * duration, number => signIns[number % signIns.Length], cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken); // the queue is full then
        var token = await TokensAsync(provider, duration, cancellationToken);
        Print("token, in the storm", token);
        var refresh = await RefreshesAsync(provider, others, duration, cancellationToken);
        Print("refresh, in the storm", refresh);
        Print("password sign-ins, the storm itself", await storm);

        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"p99 in the storm against alone: token ×{token.P99Milliseconds / idleToken.P99Milliseconds:F2}, refresh ×{refresh.P99Milliseconds / idleRefresh.P99Milliseconds:F2} (budget ×2)."));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Password sign-ins per second and core: {most.PerSecond / Environment.ProcessorCount:F1} on {Environment.ProcessorCount} cores."));
        Console.WriteLine(await TimingAsync(provider, cancellationToken));
    }

    private static Task<FixedRate> TokensAsync(ProviderUnderLoad provider, TimeSpan duration, CancellationToken cancellationToken)
    {
        var request = provider.ClientCredentials("bench-es256");
        return FixedRate.RunAsync(provider.Port, Connections, TokensPerSecond, duration, _ => request, cancellationToken);
    }

    /// <summary>As many as are used: each once, since what rotates would wait for its own answer.</summary>
    private static Task<string[]> NewTokensAsync(ProviderUnderLoad provider, TimeSpan duration, CancellationToken cancellationToken) =>
        provider.NewRefreshTokensAsync((int)(TokensPerSecond * duration.TotalSeconds), "openid profile.api offline_access", cancellationToken);

    private static Task<FixedRate> RefreshesAsync(
        ProviderUnderLoad provider, string[] tokens, TimeSpan duration, CancellationToken cancellationToken) =>
        FixedRate.RunAsync(provider.Port, Connections, TokensPerSecond, duration, number => provider.Refresh(tokens[number]), cancellationToken);

    private static async Task<FixedRate> SignInsAsync(
        ProviderUnderLoad provider, byte[][] signIns, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var measured = await Measurement.RunAsync(
            provider.Port, connections, duration, warmUp: true, worker => new SameRequest(signIns[worker]), cancellationToken);
        return new FixedRate(
            measured.PerSecond, measured.PerSecond, measured.Requests, measured.Refused, measured.P50Milliseconds, 0, measured.P99Milliseconds);
    }

    /// <summary>The medians of refused sign-ins by names that are somebody's and nobody's, one after the other.</summary>
    private static async Task<string> TimingAsync(ProviderUnderLoad provider, CancellationToken cancellationToken)
    {
        const int Pairs = 200;
        using var connection = new Connection();
        await connection.OpenAsync(provider.Port, cancellationToken);
        var (known, unknown) = (new double[Pairs], new double[Pairs]);
        for (var pair = 0; pair < Pairs; pair++)
        {
            known[pair] = await TimeAsync(connection, provider.WrongSignIn("alice"), cancellationToken);
            unknown[pair] = await TimeAsync(connection, provider.WrongSignIn("nobody-at-all"), cancellationToken);
        }

        Array.Sort(known);
        Array.Sort(unknown);
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Medians of {Pairs} refused sign-ins each, taken in turn: a known name {known[Pairs / 2]:F2} ms, ")
            .Append(CultureInfo.InvariantCulture, $"an unknown one {unknown[Pairs / 2]:F2} ms.").ToString();
    }

    private static async Task<double> TimeAsync(Connection connection, byte[] request, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await connection.SendAsync(request, cancellationToken);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static void Print(string work, FixedRate rate) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {work} | {rate.AskedPerSecond:F0} | {rate.PerSecond:F0} | {rate.P50Milliseconds:F2} | {rate.P99Milliseconds:F2} | {rate.Refused} |"));
}
