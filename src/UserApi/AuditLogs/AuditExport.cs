using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Requests;
using UserDirectory.Audit;
using UserDirectory.Users;

namespace UserApi.AuditLogs;

/// <summary>All records of a query as a file. That it was taken is recorded itself.</summary>
internal static class AuditExport
{
    public static async Task<IResult> GetAsync(
        HttpContext http, AuditTrail trail, UserProfiles profiles, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!AuditListQuery.TryReadExport(http.Request.Query, out var list, out var problem)) return problem;
        var faults = new List<(string, string)>();
        var format = RecordFile.FormatOf(http.Request, faults);
        if (faults.Count > 0) return ApiProblem.Invalid(faults);

        var filter = await AuditPerson.ResolveAsync(list, profiles, cancellationToken) ?? list.Filter with { PersonId = Guid.Empty }; // nobody's
        var records = await trail.ExportAsync(filter, format, Caller.ActorOf(http), cancellationToken);
        return RecordFile.Of(http, $"audit-{time.GetUtcNow():yyyyMMdd-HHmmss}", format, records.Select(AuditMapping.ToResource), AuditColumns.All);
    }
}
