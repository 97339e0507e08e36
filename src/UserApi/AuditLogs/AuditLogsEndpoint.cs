using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.AuditLogs;
using UserApi.Requests;
using UserDirectory.Audit;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.AuditLogs;

/// <summary>The audit trail, newest first, and one record of it, for administrators.</summary>
internal static class AuditLogsEndpoint
{
    public static void Map(RouteGroupBuilder v1)
    {
        var trail = v1.MapGroup("/admin/audit-logs").RequirePermission(Permissions.AuditRead);
        trail.MapRead("", ListAsync).Describe(AuditOperations.List);
        trail.MapRead("/{id:guid}", GetAsync).Describe(AuditOperations.Get);
        trail.MapGet("/export", AuditExport.GetAsync).Describe(AuditOperations.Export);
        trail.MapGet("/verify", AuditVerifyEndpoint.GetAsync).Describe(AuditOperations.Verify);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, AuditTrail trail, UserProfiles profiles, SignedCursor cursors, CancellationToken cancellationToken)
    {
        if (!AuditListQuery.TryRead(http.Request.Query, out var list, out var problem)) return problem;
        var caller = Caller.Of(http.User)!.Key;
        AuditCursor? after = null;
        if (list.Page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller, list.Spelling, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");
        if (await AuditPerson.ResolveAsync(list, profiles, cancellationToken) is not { } filter)
            return ApiResults.Page<AuditRecord>([], list.Page.Meta(0, totalCapped: false, nextCursor: null));

        var found = await trail.FindAsync(filter with { After = after }, cancellationToken);
        var next = found.Next is { } position ? cursors.Seal(position, caller, list.Spelling) : null;
        return ApiResults.Page<AuditRecord>([.. found.Items.Select(AuditMapping.ToResource)], list.Page.Meta(found.Total, found.TotalCapped, next));
    }

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, AuditTrail trail, CancellationToken cancellationToken) =>
        await trail.FindAsync(id, cancellationToken) is { } entry
            ? ShownAnswer.Of(http, AuditMapping.ToResource(entry))
            : ApiProblem.NotFound("There is no such record.");
}
