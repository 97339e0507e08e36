using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Envelope;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.AuditLogs;
using UserApi.Documentation;
using UserApi.Requests;
using UserDirectory.Audit;
using UserDirectory.Roles;

namespace UserApi.AuditLogs;

/// <summary>The audit trail, newest first, for administrators.</summary>
internal static class AuditLogsEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapRead("/admin/audit-logs", GetAsync).RequirePermission(Permissions.AuditRead).Describe(AuditOperations.List);

    private static async Task<IResult> GetAsync(
        HttpContext http, AuditTrail trail, SignedCursor cursors, CancellationToken cancellationToken)
    {
        if (!AuditListQuery.TryRead(http.Request.Query, out var list, out var problem)) return problem;
        var caller = Caller.Of(http.User)!.Key;
        AuditCursor? after = null;
        if (list.Page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller, list.Spelling, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");

        var found = await trail.FindAsync(list.Filter with { After = after }, cancellationToken);
        var next = found.Next is { } position ? cursors.Seal(position, caller, list.Spelling) : null;
        return ApiResults.Page<AuditRecord>([.. found.Items.Select(Show)], list.Page.Meta(found.Total, found.TotalCapped, next));
    }

    private static AuditRecord Show(AuditTrailEntry entry) => new()
    {
        Id = entry.Id,
        OccurredAt = entry.OccurredAt,
        Action = entry.Action,
        Outcome = entry.Succeeded ? AuditOutcomes.Success : AuditOutcomes.Failure,
        Detail = entry.Detail,
        ActorId = entry.ActorId,
        ClientId = entry.ClientId,
        TargetType = entry.TargetType,
        TargetId = entry.TargetId,
        OldValues = ToElement(entry.OldValues),
        NewValues = ToElement(entry.NewValues),
        IpAddress = entry.IpAddress,
        UserAgent = entry.UserAgent,
        TraceId = entry.TraceId,
    };

    private static JsonElement? ToElement(JsonObject? values) => values is null ? null : JsonSerializer.SerializeToElement(values);
}
