using Microsoft.EntityFrameworkCore.Migrations;

namespace UserDirectory.Database;

/// <summary>What EF's model cannot say of a fresh database: partitions, storage parameters, full-text tables. Each statement file
/// lies under <c>Migrations/Sql/{Sqlite,Postgres}</c>; they run in the order of their names, after the tables were made.</summary>
internal static class InitialSql
{
    public static void Apply(MigrationBuilder migration)
    {
        var folder = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal) ? ".Sql.Sqlite." : ".Sql.Postgres.";
        var assembly = typeof(InitialSql).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            migration.Sql(reader.ReadToEnd());
        }
    }
}
