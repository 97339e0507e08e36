using System.Diagnostics;
using System.Globalization;
using TestKit.Ports;

namespace TestKit.Redis;

/// <summary>A Redis server of a test's own, on loopback, which the test may kill, freeze, empty and start again. It keeps nothing: when
/// the test process ends, even by a kill, the server ends and its folder is gone.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    // As root the server runs as the user that Debian's package made. The end of standard input is the end of the test process.
    private const string Script = """
        set -e
        port=$1; shift
        cd /
        if [ "$(id -u)" = 0 ]; then as="setpriv --reuid=redis --regid=redis --clear-groups"; else as=; fi
        folder=$($as mktemp -d /tmp/identity-redis-XXXXXX)
        $as redis-server --bind 127.0.0.1 --port "$port" --dir "$folder" --save "" --appendonly no "$@" >/dev/null &
        server=$!
        trap 'kill -KILL $server 2>/dev/null || true; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        tries=0
        until redis-cli -h 127.0.0.1 -p "$port" ping >/dev/null 2>&1; do
            tries=$((tries + 1)); [ $tries -lt 200 ] || exit 1
            sleep 0.05
        done
        echo $server
        cat >/dev/null
        """;

    private readonly string[] _options;
    private readonly int _port = FreePorts.Take(1)[0];
    private Process? _keeper;
    private string? _server;

    private RedisServer(string[] options) => _options = options;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <param name="options">More of redis-server's options, such as <c>--requirepass</c>.</param>
    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        var server = new RedisServer(options);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on the same port, empty.</summary>
    public async Task StartAgainAsync()
    {
        await DisposeAsync();
        var port = _port.ToString(CultureInfo.InvariantCulture);
        _keeper = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", port, .. _options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _server = await _keeper.StandardOutput.ReadLineAsync();
        if (_server is null)
            throw new InvalidOperationException(
                "Redis did not start (Debian: apt-get install redis-server). " + await _keeper.StandardError.ReadToEndAsync());
    }

    /// <summary>As a crash does: connections end, and nothing listens.</summary>
    public Task KillAsync() => SignalAsync("-KILL");

    /// <summary>It takes connections and commands, and answers nothing.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ThawAsync() => SignalAsync("-CONT");

    public Task<string> CommandAsync(params string[] command) =>
        RunAsync("redis-cli", ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), .. command]);

    public async ValueTask DisposeAsync()
    {
        if (_keeper is null) return;
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
        _keeper = null;
    }

    private async Task SignalAsync(string signal) => await RunAsync("kill", [signal, _server!]);

    private static async Task<string> RunAsync(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
