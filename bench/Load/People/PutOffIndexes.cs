using System.Data;
using Npgsql;

namespace Load.People;

/// <summary>A table without its indexes, but the primary key, until this is disposed: then they are made anew.</summary>
internal sealed class PutOffIndexes : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly IReadOnlyList<string> _definitions;

    private PutOffIndexes(NpgsqlConnection connection, IReadOnlyList<string> definitions) => (_connection, _definitions) = (connection, definitions);

    public static async Task<PutOffIndexes> OfAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        const string Select = """
            SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = $1::regclass AND NOT i.indisprimary
            """;
        var found = new List<(string Name, string Definition)>();
        await using (var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = table } } })
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) found.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (name, _) in found) await ExecuteAsync(connection, $"DROP INDEX {name}", cancellationToken);
        return new PutOffIndexes(connection, [.. found.Select(one => one.Definition)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.State != ConnectionState.Open) return; // what has broken it is told already
        await ExecuteAsync(_connection, "SET maintenance_work_mem = '512MB'", CancellationToken.None);
        foreach (var definition in _definitions) await ExecuteAsync(_connection, definition.Replace(" ON ONLY ", " ON ", StringComparison.Ordinal), CancellationToken.None);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
