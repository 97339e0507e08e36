using System.Text.Json.Nodes;

namespace UserDirectory.Audit;

/// <summary>One act to record: written in the transaction of the change itself.</summary>
/// <param name="Action">A dotted name, such as <c>user.registered</c>.</param>
public sealed record AuditEntry(string Action, Actor Actor)
{
    public bool Succeeded { get; init; } = true;

    /// <summary>The kind of the thing acted on, such as <see cref="UserTarget"/>.</summary>
    public string? TargetType { get; init; }

    public string? TargetId { get; init; }

    /// <summary>The changed members before; never a secret.</summary>
    public JsonObject? OldValues { get; init; }

    /// <summary>The changed members after; never a secret.</summary>
    public JsonObject? NewValues { get; init; }

    /// <summary>A reason in words; never a secret.</summary>
    public string? Detail { get; init; }

    public const string UserTarget = "user";

    public static AuditEntry OnUser(string action, Actor actor, Guid userId) =>
        new(action, actor) { TargetType = UserTarget, TargetId = userId.ToString() };
}
