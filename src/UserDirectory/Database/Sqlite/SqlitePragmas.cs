using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace UserDirectory.Database.Sqlite;

/// <summary>What each connection to the file must be told. WAL is a property of the file, and set once at start.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>Readers and checkpoints meet now and then; the gate does the waiting of writers.</summary>
    public const string EachConnection = "PRAGMA busy_timeout = 5000";

    public const string EachFile = "PRAGMA journal_mode = WAL";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = EachConnection;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = EachConnection;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
