using Npgsql;
using ServiceDefaults.Configuration;

namespace UserDirectory.Database.Postgres;

/// <summary>A session-level advisory lock, held by a connection of its own: it falls when its holder dies.</summary>
internal sealed class PostgresMigrationLock(NpgsqlDataSource dataSource) : IMigrationLock
{
    private const long LockId = 0x49_64_65_6e_74_69_74_79; // "Identity"

    public async Task<IAsyncDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new StartupFailure($"The database of ConnectionStrings:Identity cannot be reached: {exception.Message}", exception);
        }

        try
        {
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({LockId})", connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new Held(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockId})", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}
