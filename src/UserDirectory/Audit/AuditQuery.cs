using System.Text.Json.Nodes;

namespace UserDirectory.Audit;

/// <summary>Which records are looked for.</summary>
public sealed record AuditQuery
{
    /// <summary>Who acted, or was acted on.</summary>
    public Guid? PersonId { get; init; }
    public Guid? ActorId { get; init; }
    public string? TargetType { get; init; }
    public string? TargetId { get; init; }

    /// <summary>One action, or all that begin so when it ends with <c>*</c>: <c>user.*</c>.</summary>
    public string? Action { get; init; }
    public bool? Succeeded { get; init; }
    public DateTimeOffset? From { get; init; }

    /// <summary>Records before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>From 1; null with <see cref="After"/>.</summary>
    public int? Page { get; init; }
    public required int Limit { get; init; }
    public AuditCursor? After { get; init; }
}

/// <summary>The last record of a page: the next one begins behind it.</summary>
public sealed record AuditCursor(DateTimeOffset OccurredAt, Guid Id);

/// <summary>One page of records, the newest first.</summary>
/// <param name="TotalCapped">Counting stopped: there are at least <paramref name="Total"/>.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record AuditPage(IReadOnlyList<AuditTrailEntry> Items, long Total, bool TotalCapped, AuditCursor? Next);

/// <summary>One record as it is read; what described an erased person is null.</summary>
public sealed record AuditTrailEntry
{
    public required Guid Id { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Action { get; init; }
    public required bool Succeeded { get; init; }

    /// <summary>The place in the chain; null within the first minute.</summary>
    public long? Position { get; init; }
    public Guid? ActorId { get; init; }

    /// <summary>The actor's user name of today; null for an account that is gone.</summary>
    public string? ActorName { get; init; }
    public string? ClientId { get; init; }
    public string? TargetType { get; init; }
    public string? TargetId { get; init; }

    /// <summary>The user name or the role's name of today; null when it is gone or has none.</summary>
    public string? TargetName { get; init; }
    public JsonObject? OldValues { get; init; }
    public JsonObject? NewValues { get; init; }
    public string? Detail { get; init; }
    public string? IpAddress { get; init; }
    public string? UserAgent { get; init; }
    public string? TraceId { get; init; }
}
