using Npgsql;
using OidcEngine.Replay;

namespace UserDirectory.Replay;

internal sealed class PostgresTakenIds(NpgsqlDataSource dataSource, TimeProvider time) : ITakenIds
{
    // Who comes second waits for the row of the first, and then finds it in force.
    private const string Take = """
        INSERT INTO taken_ids (hash, expires_at) VALUES (@hash, @expires_at)
        ON CONFLICT (hash) DO UPDATE SET expires_at = excluded.expires_at WHERE taken_ids.expires_at <= @now
        """;

    public async Task<bool> TakeAsync(
        TakenIdKind kind, string owner, string id, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Take);
        command.Parameters.Add(new NpgsqlParameter<byte[]>("hash", TakenIdRow.HashOf(kind, owner, id)));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("expires_at", expiresAt.ToUniversalTime()));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", time.GetUtcNow()));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
