using System.Text.Json;
using ServiceDefaults.Json;
using UserApi.Access;
using UserApi.Requests;
using UserDirectory.Audit;
using UserDirectory.Users;

namespace UserApi.AuditLogs;

/// <summary>All records of a query as a file, written while they are read: one JSON object in each line, or CSV. That it was taken is
/// recorded itself.</summary>
internal static class AuditExport
{
    public const string Ndjson = "ndjson";
    public const string Csv = "csv";
    public const string NdjsonType = "application/x-ndjson";
    public const string CsvType = "text/csv";

    private const int FlushEvery = 500;
    private static readonly byte[] NewLine = [(byte)'\n'];

    public static IReadOnlyList<string> Formats { get; } = [Ndjson, Csv];

    public static async Task<IResult> GetAsync(
        HttpContext http, AuditTrail trail, UserProfiles profiles, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!AuditListQuery.TryReadExport(http.Request.Query, out var list, out var problem)) return problem;
        var faults = new List<(string, string)>();
        var format = QueryText.OneOf(http.Request.Query, "format", Formats, faults) ?? Ndjson;
        if (faults.Count > 0) return ServiceDefaults.Problems.ApiProblem.Invalid(faults);

        var filter = await AuditPerson.ResolveAsync(list, profiles, cancellationToken) ?? list.Filter with { PersonId = Guid.Empty }; // nobody's
        var records = await trail.ExportAsync(filter, format, Caller.ActorOf(http), cancellationToken);
        var name = $"audit-{time.GetUtcNow():yyyyMMdd-HHmmss}.{format}";
        return format == Csv
            ? TypedResults.Stream(body => WriteCsvAsync(body, records, http.RequestAborted), $"{CsvType}; charset=utf-8; header=present", name)
            : TypedResults.Stream(body => WriteNdjsonAsync(body, records, http.RequestAborted), NdjsonType, name);
    }

    private static async Task WriteNdjsonAsync(Stream body, IAsyncEnumerable<AuditTrailEntry> records, CancellationToken cancellationToken)
    {
        var written = 0;
        await foreach (var entry in records.WithCancellation(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(body, AuditMapping.ToResource(entry), ApiJson.Options, cancellationToken);
            await body.WriteAsync(NewLine, cancellationToken);
            if (++written % FlushEvery == 0) await body.FlushAsync(cancellationToken);
        }
    }

    private static async Task WriteCsvAsync(Stream body, IAsyncEnumerable<AuditTrailEntry> records, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        await text.WriteAsync(CsvLine.Of(AuditColumns.Names).AsMemory(), cancellationToken);
        var written = 0;
        await foreach (var entry in records.WithCancellation(cancellationToken))
        {
            await text.WriteAsync(CsvLine.Of(AuditColumns.Values(AuditMapping.ToResource(entry))).AsMemory(), cancellationToken);
            if (++written % FlushEvery == 0) await text.FlushAsync(cancellationToken);
        }
    }
}
