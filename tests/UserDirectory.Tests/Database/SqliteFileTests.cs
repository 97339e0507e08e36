using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using ServiceDefaults.Configuration;
using UserDirectory.Database;
using UserDirectory.Database.Sqlite;

namespace UserDirectory.Tests.Database;

public sealed class SqliteFileTests(SqliteDirectory directory) : IClassFixture<SqliteDirectory>
{
    private readonly string _path = directory.Get<DatabaseSettings>().ConnectionString;

    [Fact]
    public async Task A_file_that_another_process_holds_stops_the_start_with_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("identity-lock-").FullName;
        var database = Path.Combine(folder, "identity.db");
        await File.WriteAllTextAsync(database + ".lock", "");
        using var holder = Process.Start(new ProcessStartInfo("flock", ["-x", database + ".lock", "sh", "-c", "echo held; cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());

        using var migrationLock = new SqliteMigrationLock($"Data Source={database}");
        var failure = await Assert.ThrowsAsync<StartupFailure>(() => migrationLock.TakeAsync(CancellationToken.None));
        Assert.Contains("another process", failure.Message, StringComparison.Ordinal);
        Assert.Contains(database, failure.Message, StringComparison.Ordinal);

        holder.StandardInput.Close();
        await holder.WaitForExitAsync();
        await using (await migrationLock.TakeAsync(CancellationToken.None))
        {
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_lock_is_shared_within_the_process_and_falls_with_its_last_holder()
    {
        var path = Path.Combine(directory.Folder, "shared.db");
        var one = SqliteFileLock.Take(path);
        var other = SqliteFileLock.Take(path);
        one.Dispose();
        one.Dispose(); // counts once
        Assert.Throws<IOException>(() => Open(path));
        other.Dispose();
        using var free = Open(path);
    }

    [Fact] // EF's lock is a row that a killed process leaves behind
    public async Task A_migration_that_was_killed_does_not_stop_the_next_start()
    {
        var connectionString = $"Data Source={Path.Combine(directory.Folder, "killed.db")}";
        await using (var connection = new SqliteConnection(connectionString))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT); INSERT INTO "__EFMigrationsLock" VALUES (1, 'then')""";
            await command.ExecuteNonQueryAsync();
        }

        using var host = directory.Build(new() { ["Database:Provider"] = "Sqlite", ["ConnectionStrings:Identity"] = connectionString });
        await DirectoryFixture.StartAsync(host).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_file_keeps_a_write_ahead_log()
    {
        await using var connection = new SqliteConnection(_path);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_folder_that_the_start_makes_is_its_owners_alone()
    {
        var folder = Path.Combine(directory.Folder, "made");
        using var migrationLock = new SqliteMigrationLock($"Data Source={Path.Combine(folder, "identity.db")}");
        await using (await migrationLock.TakeAsync(CancellationToken.None))
        {
        }

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task A_turn_at_the_gate_ends_once()
    {
        var gate = SqliteWriteGate.Of(Path.Combine(directory.Folder, "gate.db"));
        var turn = await gate.EnterAsync(CancellationToken.None);
        turn.Dispose();
        turn.Dispose();
        using var next = await gate.EnterAsync(CancellationToken.None);
        using var cancelled = new CancellationTokenSource();
        var third = gate.EnterAsync(cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Theory]
    [InlineData("Database:Provider", "MySql", "Database:Provider")]
    [InlineData("Database:Provider", "PostgreSql", "ConnectionStrings:Identity")]
    [InlineData("ConnectionStrings:Identity", "Nonsense=1", "ConnectionStrings:Identity")]
    [InlineData("ConnectionStrings:Identity", "Data Source=:memory:", "ConnectionStrings:Identity")]
    [InlineData("Database:MigrateAtStart", "perhaps", "Database:MigrateAtStart")]
    public void A_wrong_setting_is_named(string key, string value, string names)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build();
        Assert.Contains(names, Assert.Throws<StartupFailure>(() => DatabaseSettings.Read(configuration)).Message, StringComparison.Ordinal);
    }

    private static FileStream Open(string path) => new(path + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
}
