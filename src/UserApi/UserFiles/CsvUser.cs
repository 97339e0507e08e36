using System.Buffers;
using System.Text.Json;
using UserApi.Requests;

namespace UserApi.UserFiles;

/// <summary>A line of CSV as the JSON object that the same account would be, so that both formats obey one set of rules. An empty field is an
/// absent member.</summary>
internal static class CsvUser
{
    private const string AddressPrefix = "address.";

    public static byte[] ToJson(IReadOnlyList<string> columns, IReadOnlyList<string> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var given = columns.Zip(fields).Where(field => field.Second.Length > 0).ToLookup(field => field.First.StartsWith(AddressPrefix, StringComparison.Ordinal));
            json.WriteStartObject();
            foreach (var (column, field) in given[false]) Write(json, column, CsvLine.Value(field));
            if (given.Contains(true)) WriteAddress(json, given[true]);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string column, string value)
    {
        json.WritePropertyName(column);
        if (column == UserColumns.Roles) WriteRoles(json, value);
        else if (column == UserColumns.EmailVerified && bool.TryParse(value, out var flag)) json.WriteBooleanValue(flag);
        else json.WriteStringValue(value);
    }

    private static void WriteRoles(Utf8JsonWriter json, string value)
    {
        json.WriteStartArray();
        foreach (var role in value.Split(' ', StringSplitOptions.RemoveEmptyEntries)) json.WriteStringValue(role);
        json.WriteEndArray();
    }

    private static void WriteAddress(Utf8JsonWriter json, IEnumerable<(string Column, string Field)> fields)
    {
        json.WriteStartObject("address");
        foreach (var (column, field) in fields) json.WriteString(column[AddressPrefix.Length..], CsvLine.Value(field));
        json.WriteEndObject();
    }
}
