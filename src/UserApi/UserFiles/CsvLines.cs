using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ServiceDefaults.Problems;

namespace UserApi.UserFiles;

/// <summary>A file of CSV (RFC 4180) in UTF-8: its first line names the columns, which are those of <see cref="UserColumns"/> in any order.</summary>
internal static class CsvLines
{
    /// <summary>The parser reads ahead; what a record itself may have is <see cref="FileLine.Longest"/>.</summary>
    private const int MostRead = 4 * FileLine.Longest;

    private static readonly string[] Required = ["username", "email"];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public static async IAsyncEnumerable<FileLine> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var badQuotes = false;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ",", BadDataFound = _ => badQuotes = true };
        using var bound = new RecordBound(new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true), MostRead);
        using var parser = new CsvParser(bound, configuration);
        string[]? columns = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (fields, broken) = await NextAsync(parser);
            bound.Next();
            if (fields is null && broken is null) yield break;
            var number = parser.RawRow - (fields ?? []).Sum(field => field.Count(character => character == '\n')); // where it begins
            broken ??= Problem(number, fields!, badQuotes, isHeader: columns is null);
            if (broken is not null)
            {
                yield return broken;
                yield break;
            }

            if (columns is null) columns = fields!;
            else yield return Of(number, columns, fields!);
        }
    }

    private static FileLine Of(int number, string[] columns, string[] fields) => fields.Length == columns.Length
        ? new FileLine(number, CsvUser.ToJson(columns, fields))
        : new FileLine(number, default, $"It has {fields.Length} fields, and the header {columns.Length}.");

    private static async Task<(string[]? Fields, FileLine? Broken)> NextAsync(CsvParser parser)
    {
        try
        {
            return (await parser.ReadAsync() ? parser.Record : null, null);
        }
        catch (DecoderFallbackException)
        {
            return (null, FileLine.NotUtf8(parser.RawRow + 1));
        }
        catch (InvalidDataException)
        {
            return (null, FileLine.TooLong(parser.RawRow + 1));
        }
    }

    private static FileLine? Problem(int number, string[] fields, bool badQuotes, bool isHeader)
    {
        if (fields.Sum(field => (long)field.Length + 1) > FileLine.Longest) return FileLine.TooLong(number);
        if (badQuotes) return FileLine.Broken(number, $"In line {number} a quote is not closed, or stands in a field that does not begin with one (RFC 4180 §2).");
        return isHeader && HeaderProblem(fields) is { } problem ? FileLine.Broken(number, problem) : null;
    }

    private static ApiProblem? HeaderProblem(string[] names)
    {
        var faults = names.Where(name => !UserColumns.Known.Contains(name)).Select(name => (Shown(name), "There is no such column: the first line must name those of an account."))
            .Concat(names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => (Shown(group.Key), "This column stands there twice.")))
            .Concat(Required.Except(names).Select(name => (name, "This column is missing.")))
            .ToList();
        return faults.Count == 0 ? null : ApiProblem.Invalid(faults);
    }

    private static string Shown(string name) => (name.Length > 64 ? name[..64] : name).Replace("\0", "\\u0000", StringComparison.Ordinal);
}
