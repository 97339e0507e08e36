using System.Buffers;
using System.Text;

namespace UserApi.Requests;

/// <summary>A line of CSV (RFC 4180 §2). What a spreadsheet would run as a formula is made text by an apostrophe, which <see cref="Value"/>
/// takes away again.</summary>
internal static class CsvLine
{
    private const string Delimiter = ",";
    private const string End = "\r\n";

    private const char Guard = '\'';

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    public static string Of(IEnumerable<string?> fields) => string.Join(Delimiter, fields.Select(Field)) + End;

    /// <summary>A field without quotes, as it was before it was made safe for spreadsheets.</summary>
    public static string Value(string field) =>
        field.StartsWith(Guard) && IsFormula(field.AsSpan().TrimStart(Guard)) ? field[1..] : field;

    private static string Field(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var text = new StringBuilder(value);
        if (IsFormula(value.AsSpan().TrimStart(Guard))) text.Insert(0, Guard); // one more, where there are some already: the way back is exact
        return value.AsSpan().ContainsAny(Quoted)
            ? text.Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString()
            : text.ToString();
    }

    private static bool IsFormula(ReadOnlySpan<char> text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..];
}
