using System.Globalization;

namespace AdminUi.Api;

/// <summary>Which audit records to list, the newest first.</summary>
internal sealed record AuditFilter(int Limit)
{
    public string? Action { get; init; }

    public string? Outcome { get; init; }

    public string? ActorId { get; init; }

    public string? TargetId { get; init; }

    public string? Cursor { get; init; }

    public Dictionary<string, string?> ToQuery() => new()
    {
        ["action"] = string.IsNullOrWhiteSpace(Action) ? null : Action.Trim(),
        ["outcome"] = string.IsNullOrEmpty(Outcome) ? null : Outcome,
        ["actor_id"] = string.IsNullOrWhiteSpace(ActorId) ? null : ActorId.Trim(),
        ["target_id"] = string.IsNullOrWhiteSpace(TargetId) ? null : TargetId.Trim(),
        ["cursor"] = string.IsNullOrEmpty(Cursor) ? null : Cursor,
        ["limit"] = Limit.ToString(CultureInfo.InvariantCulture),
    };
}
