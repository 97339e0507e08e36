using System.Text.Json;
using System.Text.Json.Nodes;
using UserApi.Contracts.AuditLogs;
using UserDirectory.Audit;

namespace UserApi.AuditLogs;

/// <summary>Between the directory's records and the API's.</summary>
internal static class AuditMapping
{
    public static AuditRecord ToResource(AuditTrailEntry entry) => new()
    {
        Id = entry.Id,
        OccurredAt = entry.OccurredAt,
        Action = entry.Action,
        Outcome = entry.Succeeded ? AuditOutcomes.Success : AuditOutcomes.Failure,
        Detail = entry.Detail,
        ActorId = entry.ActorId,
        ActorName = entry.ActorName,
        ClientId = entry.ClientId,
        TargetType = entry.TargetType,
        TargetId = entry.TargetId,
        TargetName = entry.TargetName,
        OldValues = ToElement(entry.OldValues),
        NewValues = ToElement(entry.NewValues),
        IpAddress = entry.IpAddress,
        UserAgent = entry.UserAgent,
        TraceId = entry.TraceId,
    };

    public static TrailVerdict ToResource(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Intact intact => new()
        {
            Verdict = "intact",
            Position = intact.Position,
            Seal = intact.Seal,
            Unsealed = intact.Unsealed,
        },
        AuditVerdict.Unfinished unfinished => new() { Verdict = "unfinished", Position = unfinished.Position, Seal = unfinished.Seal },
        AuditVerdict.Broken broken => new()
        {
            Verdict = "broken",
            Position = broken.Position,
            RecordId = broken.RecordId,
            Reason = broken.Reason,
        },
        _ => throw new InvalidOperationException($"There is no such verdict: {verdict}."),
    };

    private static JsonElement? ToElement(JsonObject? values) => values is null ? null : JsonSerializer.SerializeToElement(values);
}
