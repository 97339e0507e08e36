using System.Text.Json;

namespace UserApi.Contracts.AuditLogs;

/// <summary>One act that was recorded: who did what, on whom, from where.</summary>
public sealed record AuditRecord
{
    public required Guid Id { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What was done, such as <c>user.registered</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>success</c> or <c>failure</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The reason in words, where there is one.</summary>
    public string? Detail { get; init; }

    /// <summary>The person who acted; null for a client or the system itself.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The actor's user name of today; null for an account that is gone.</summary>
    public string? ActorName { get; init; }

    /// <summary>The client through which, or as which, it was done.</summary>
    public string? ClientId { get; init; }

    /// <summary>The kind of the thing acted on, such as <c>user</c>.</summary>
    public string? TargetType { get; init; }

    public string? TargetId { get; init; }

    /// <summary>What the thing acted on is called today: a user name, a role's name; null when it is gone or has none.</summary>
    public string? TargetName { get; init; }

    /// <summary>The changed members before, without secrets; null when the person's data was erased.</summary>
    public JsonElement? OldValues { get; init; }

    /// <summary>The changed members after, without secrets; null when the person's data was erased.</summary>
    public JsonElement? NewValues { get; init; }

    public string? IpAddress { get; init; }

    public string? UserAgent { get; init; }

    public string? TraceId { get; init; }
}
