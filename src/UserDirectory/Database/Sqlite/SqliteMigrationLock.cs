using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using ServiceDefaults.Configuration;

namespace UserDirectory.Database.Sqlite;

/// <summary>Takes the file for this process, until the host is disposed, and within the process one host at a time.</summary>
internal sealed class SqliteMigrationLock(string connectionString) : IMigrationLock, IDisposable
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new(StringComparer.Ordinal);

    private readonly string _path = new SqliteConnectionStringBuilder(connectionString).DataSource;
    private SqliteFileLock? _file;

    public async Task<IAsyncDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        _file ??= TakeFile();
        var turn = Turns.GetOrAdd(_path, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            await PrepareAsync(cancellationToken);
            return new Held(turn);
        }
        catch (SqliteException exception)
        {
            turn.Release();
            throw new StartupFailure($"The database file {_path} cannot be opened: {exception.Message}", exception);
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    public void Dispose() => _file?.Dispose();

    private SqliteFileLock TakeFile()
    {
        try
        {
            DataDirectory.Create(Path.GetDirectoryName(_path)!);
            return SqliteFileLock.Take(_path);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartupFailure($"The folder of the database file {_path} cannot be written: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new StartupFailure(
                $"The database file {_path} is in use by another process. SQLite serves one: stop the other, "
                + "or set Database:Provider to PostgreSql.",
                exception);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"{SqlitePragmas.EachConnection}; {SqlitePragmas.EachFile};";
        await command.ExecuteNonQueryAsync(cancellationToken);

        // EF's own lock is a row, which a process killed while it migrated leaves behind; the file is ours alone now.
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if (await command.ExecuteScalarAsync(cancellationToken) is 1L)
        {
            command.CommandText = "DELETE FROM \"__EFMigrationsLock\"";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private sealed class Held(SemaphoreSlim turn) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            turn.Release();
            return ValueTask.CompletedTask;
        }
    }
}
