using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Tests.Database;

/// <summary>What the tables hold, as text, to look for what must not be there.</summary>
internal static class Tables
{
    /// <summary>The names of the tables in which a text or an id stands.</summary>
    public static async Task<string[]> HoldingAsync(this DirectoryFixture directory, string text)
    {
        await using var db = directory.NewContext();
        await db.Database.OpenConnectionAsync();
        var holding = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>().Distinct().Order())
            if ((await DumpAsync(db, table)).Contains(text, StringComparison.OrdinalIgnoreCase)) holding.Add(table);
        return [.. holding];
    }

    private static async Task<string> DumpAsync(IdentityDb db, string table)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        var text = new StringBuilder();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            for (var column = 0; column < reader.FieldCount; column++)
                text.Append(reader.GetValue(column) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))
                    .Append('\n');
        return text.ToString();
    }
}
