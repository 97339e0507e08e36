using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TestKit.Ports;

namespace TestKit.Postgres;

/// <summary>A PostgreSQL server of this test process's own, on loopback, started when the first test asks for it. It keeps nothing:
/// when this process ends, even by a kill, the server stops and its files are gone.</summary>
public sealed class PostgresServer
{
    // As root the server runs as the user that Debian's package made. The end of standard input is the end of the test process.
    private const string Script = """
        set -e
        as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
        cd /
        folder=$(as mktemp -d /tmp/identity-postgres-XXXXXX)
        trap 'as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        as "$bin/initdb" -D "$folder/data" -U app --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
        as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
            -o "-c listen_addresses=127.0.0.1 -p $1 -k $folder -c fsync=off -c max_connections=300 -c shared_buffers=64MB" start >/dev/null
        echo ready
        cat >/dev/null
        """;

    private static readonly Lazy<Task<PostgresServer>> Instance = new(StartAsync);

    private readonly int _port;
    private int _databases;

    private PostgresServer(int port) => _port = port;

    /// <summary>The one server of this process.</summary>
    public static Task<PostgresServer> GetAsync() => Instance.Value;

    /// <summary>Makes a database and returns its connection string.</summary>
    /// <param name="template">The name of a database to copy, to which nobody may be connected; null for an empty one.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        var from = template is null ? "" : $" TEMPLATE {template}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}{from}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=app;Database={database};Maximum Pool Size=60");

    private static async Task<PostgresServer> StartAsync()
    {
        var port = FreePorts.Take(1)[0];
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException(
                "PostgreSQL did not start (Debian: apt-get install postgresql). " + await process.StandardError.ReadToEndAsync());

        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.StandardInput.Close();
            process.WaitForExit(TimeSpan.FromSeconds(10));
        };
        return new PostgresServer(port);
    }
}
