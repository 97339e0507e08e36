using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace UserDirectory.Database;

/// <summary>Names every table, column, key and index as SQL does, so that statements written by hand need no quotes.</summary>
internal static class SnakeCaseNames
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in Tables(builder))
        {
            entity.SetTableName(Of(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Of(property.GetColumnName()));
        }

        // Only now: the names of keys and indexes are made from those of tables and columns.
        foreach (var entity in Tables(builder))
        {
            foreach (var key in entity.GetKeys())
                key.SetName(Of(key.GetName()!));
            foreach (var foreignKey in entity.GetForeignKeys())
                foreignKey.SetConstraintName(Of(foreignKey.GetConstraintName()!));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Of(index.GetDatabaseName()!));
        }
    }

    internal static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || IsLower(name, i + 1)))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static bool IsLower(string name, int index) => index < name.Length && char.IsLower(name[index]);

    // What is mapped into a JSON column has no table, and is named inside of its document.
    private static IEnumerable<IMutableEntityType> Tables(ModelBuilder builder) =>
        builder.Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null && !entity.IsMappedToJson());
}
