using System.Globalization;
using AdminUi.Addresses;
using UserApi.Contracts.AuditLogs;

namespace AdminUi.Api;

/// <summary>What was done, by whom, on whom.</summary>
internal static class AuditCalls
{
    private const string Path = "v1/admin/audit-logs";

    public static Task<ApiAnswer<IReadOnlyList<AuditRecord>>> ListAuditRecordsAsync(
        this UserApiClient api, AuditFilter filter, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<AuditRecord>>(
            filter.AddressOf(Path, ("cursor", filter.Cursor), ("limit", filter.Limit.ToString(CultureInfo.InvariantCulture))),
            cancellationToken);

    public static Task<ApiAnswer<AuditRecord>> GetAuditRecordAsync(this UserApiClient api, Guid id, CancellationToken cancellationToken) =>
        api.GetAsync<AuditRecord>($"{Path}/{id}", cancellationToken);

    /// <summary>All records that are meant, as a file.</summary>
    /// <param name="format"><c>csv</c> or <c>ndjson</c>.</param>
    public static Task<ApiAnswer<HttpResponseMessage>> ExportAuditRecordsAsync(
        this UserApiClient api, AuditFilter filter, string format, CancellationToken cancellationToken) =>
        api.OpenAsync(filter.AddressOf($"{Path}/export", ("format", format)), cancellationToken);

    /// <param name="after">The position that an unfinished verification reached; null begins at the first record.</param>
    /// <param name="seal">The seal at that position.</param>
    public static Task<ApiAnswer<TrailVerdict>> VerifyAuditTrailAsync(
        this UserApiClient api, long? after, string? seal, CancellationToken cancellationToken) =>
        api.GetAsync<TrailVerdict>(
            QueryAddress.Of($"{Path}/verify", ("after", after?.ToString(CultureInfo.InvariantCulture)), ("seal", seal)), cancellationToken);
}
