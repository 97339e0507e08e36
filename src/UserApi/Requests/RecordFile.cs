using System.Text.Json;
using ServiceDefaults.Json;

namespace UserApi.Requests;

/// <summary>Records as a file, written while they are read: one JSON object in each line, or CSV.</summary>
internal static class RecordFile
{
    public const string Ndjson = "ndjson";
    public const string Csv = "csv";
    public const string NdjsonType = "application/x-ndjson";
    public const string CsvType = "text/csv";

    private const int FlushEvery = 500;
    private static readonly byte[] NewLine = [(byte)'\n'];

    public static IReadOnlyList<string> Formats { get; } = [Ndjson, Csv];

    /// <summary>What <c>format</c> says, or else what the caller accepts: CSV for who accepts nothing but that.</summary>
    public static string FormatOf(HttpRequest request, List<(string Member, string Reason)> faults)
    {
        if (QueryText.OneOf(request.Query, "format", Formats, faults) is { } format) return format;
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count > 0 && accepted.All(range => range.MediaType.Equals(CsvType, StringComparison.OrdinalIgnoreCase)) ? Csv : Ndjson;
    }

    /// <param name="name">The file's name, without its ending.</param>
    /// <param name="columns">How it looks as CSV.</param>
    public static IResult Of<T>(HttpContext http, string name, string format, IAsyncEnumerable<T> records, CsvColumns<T> columns) => format == Csv
        ? TypedResults.Stream(
            body => WriteCsvAsync(body, records, columns, http.RequestAborted), $"{CsvType}; charset=utf-8; header=present", $"{name}.{Csv}")
        : TypedResults.Stream(body => WriteNdjsonAsync(body, records, FlushEvery, http.RequestAborted), NdjsonType, $"{name}.{Ndjson}");

    /// <summary>A report that is written while the work goes on, for whoever reads along.</summary>
    public static IResult Report<T>(HttpContext http, IAsyncEnumerable<T> lines, int flushEvery) =>
        TypedResults.Stream(body => WriteNdjsonAsync(body, lines, flushEvery, http.RequestAborted), NdjsonType);

    private static async Task WriteNdjsonAsync<T>(Stream body, IAsyncEnumerable<T> records, int flushEvery, CancellationToken cancellationToken)
    {
        var written = 0;
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(body, record, ApiJson.Options, cancellationToken);
            await body.WriteAsync(NewLine, cancellationToken);
            if (++written % flushEvery == 0) await body.FlushAsync(cancellationToken);
        }
    }

    private static async Task WriteCsvAsync<T>(
        Stream body, IAsyncEnumerable<T> records, CsvColumns<T> columns, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        await text.WriteAsync(CsvLine.Of(columns.Names).AsMemory(), cancellationToken);
        var written = 0;
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            await text.WriteAsync(CsvLine.Of(columns.Values(record)).AsMemory(), cancellationToken);
            if (++written % FlushEvery == 0) await text.FlushAsync(cancellationToken);
        }
    }
}
