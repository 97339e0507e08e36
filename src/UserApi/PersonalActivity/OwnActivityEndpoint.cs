using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.AuditLogs;
using UserApi.Contracts.PersonalActivity;
using UserApi.Requests;
using UserDirectory.PersonalActivity;

namespace UserApi.PersonalActivity;

/// <summary>What the caller did and what was done to their account, the newest first.</summary>
internal static class OwnActivityEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapRead("/users/activity", GetAsync).RequirePerson().Describe(OwnActivityOperations.List);

    private static async Task<IResult> GetAsync(HttpContext http, OwnActivity activity, SignedCursor cursors, CancellationToken cancellationToken)
    {
        if (!ActivityListQuery.TryRead(http.Request.Query, out var list, out var problem)) return problem;
        var caller = Caller.Of(http.User)!;
        ActivityCursor? after = null;
        if (list.Page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller.Key, list.Spelling, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");

        var found = await activity.FindAsync(caller.UserId!.Value, list.Filter with { After = after }, cancellationToken);
        var next = found.Next is { } position ? cursors.Seal(position, caller.Key, list.Spelling) : null;
        return ApiResults.Page<ActivityRecord>([.. found.Items.Select(Show)], list.Page.Meta(found.Total, found.TotalCapped, next));
    }

    private static ActivityRecord Show(OwnAct act) => new()
    {
        Id = act.Id,
        OccurredAt = act.OccurredAt,
        Action = act.Action,
        Outcome = act.Succeeded ? AuditOutcomes.Success : AuditOutcomes.Failure,
        By = act.By,
        ClientId = act.ClientId,
        Detail = act.Detail,
        OldValues = ToElement(act.OldValues),
        NewValues = ToElement(act.NewValues),
        IpAddress = act.IpAddress,
        UserAgent = act.UserAgent,
    };

    private static JsonElement? ToElement(JsonObject? values) => values is null ? null : JsonSerializer.SerializeToElement(values);
}
