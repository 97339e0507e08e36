using System.Buffers;
using System.Text;

namespace UserApi.Requests;

/// <summary>A line of CSV (RFC 4180 §2). What a spreadsheet would run as a formula is made text by an apostrophe.</summary>
internal static class CsvLine
{
    private const string Delimiter = ",";
    private const string End = "\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    public static string Of(IEnumerable<string?> fields) => string.Join(Delimiter, fields.Select(Field)) + End;

    private static string Field(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var text = new StringBuilder(value);
        if (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n') text.Insert(0, '\'');
        return value.AsSpan().ContainsAny(Quoted)
            ? text.Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString()
            : text.ToString();
    }
}
