using Microsoft.Data.Sqlite;

namespace UserDirectory.Database.Sqlite;

/// <summary>The database file, for statements written by hand.</summary>
internal sealed class SqliteFile
{
    private readonly string _connectionString;
    private readonly SqliteWriteGate _gate;

    public SqliteFile(string connectionString)
    {
        _connectionString = connectionString;
        _gate = SqliteWriteGate.Of(new SqliteConnectionStringBuilder(connectionString).DataSource);
    }

    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return read(connection);
    }

    /// <summary>Runs <paramref name="write"/> in a transaction of its own when this caller's turn has come.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteTransaction, T> write, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = connection.BeginTransaction(deferred: false);
        var result = write(transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        using var command = connection.CreateCommand();
        command.CommandText = SqlitePragmas.EachConnection;
        command.ExecuteNonQuery();
        return connection;
    }
}
