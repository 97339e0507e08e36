using OidcEngine.Replay;
using UserDirectory.Database.Sqlite;

namespace UserDirectory.Replay;

internal sealed class SqliteTakenIds(SqliteFile file, TimeProvider time) : ITakenIds
{
    private const string Take = """
        INSERT INTO taken_ids (hash, expires_at) VALUES (@hash, @expires_at)
        ON CONFLICT (hash) DO UPDATE SET expires_at = excluded.expires_at WHERE taken_ids.expires_at <= @now
        """;

    public Task<bool> TakeAsync(
        TakenIdKind kind, string owner, string id, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        file.WriteAsync(
            transaction =>
            {
                using var command = transaction.Connection!.CreateCommand();
                (command.CommandText, command.Transaction) = (Take, transaction);
                command.Parameters.AddWithValue("@hash", TakenIdRow.HashOf(kind, owner, id));
                command.Parameters.AddWithValue("@expires_at", UnixMicroseconds.Of(expiresAt));
                command.Parameters.AddWithValue("@now", UnixMicroseconds.Of(time.GetUtcNow()));
                return command.ExecuteNonQuery() == 1;
            },
            cancellationToken);
}
