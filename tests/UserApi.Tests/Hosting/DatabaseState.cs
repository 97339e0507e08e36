using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Database;

namespace UserApi.Tests.Hosting;

/// <summary>One text for everything that the tables hold, to see that a refused request changed nothing.</summary>
internal sealed class DatabaseState(IServiceProvider services, bool isPostgres)
{
    public bool IsPostgres => isPostgres;

    public async Task<string> ChecksumAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await db.Database.OpenConnectionAsync();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in await TablesAsync(db))
            foreach (var row in await RowsAsync(db, table))
                hash.AppendData(Encoding.UTF8.GetBytes($"{table}\n{row}\n"));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Changes rows behind the product's back.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await using var write = await db.BeginWriteAsync(default);
        await db.Database.ExecuteSqlRawAsync(sql);
        await write.CommitAsync(default);
    }

    /// <summary>An id as it stands in a table.</summary>
    public string Text(Guid id) => isPostgres ? id.ToString() : id.ToString().ToUpperInvariant();

    // Leases and Data Protection keys change by themselves.
    private async Task<IReadOnlyList<string>> TablesAsync(IdentityDb db)
    {
        var tables = isPostgres
            ? await RowsAsync(db, null, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            : await RowsAsync(db, null, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        return [.. tables.Select(name => name.TrimEnd('|'))
            .Where(name => !name.Contains("lease", StringComparison.Ordinal) && !name.Contains("data_protection", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private static Task<IReadOnlyList<string>> RowsAsync(IdentityDb db, string table) => RowsAsync(db, table, $"SELECT * FROM \"{table}\"");

    private static async Task<IReadOnlyList<string>> RowsAsync(IdentityDb db, string? table, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = new StringBuilder();
            for (var column = 0; column < reader.FieldCount; column++)
                row.Append(Text(reader.GetValue(column))).Append('|');
            rows.Add(row.ToString());
        }

        if (table is not null) rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        System.Collections.IEnumerable items and not string => string.Join(',', items.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
