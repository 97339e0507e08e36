using System.Text.Json;

namespace UserApi.Contracts.PersonalActivity;

/// <summary>Something that the person did, or that was done to their account. It names nobody else.</summary>
public sealed record ActivityRecord
{
    public required Guid Id { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What was done, such as <c>user.signed_in</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>success</c> or <c>failure</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary><c>you</c>, <c>administrator</c>, <c>app</c>, <c>stranger</c> (somebody who was not signed in) or <c>system</c>.</summary>
    public required string By { get; init; }

    /// <summary>The app through which, or by which, it was done.</summary>
    public string? ClientId { get; init; }

    /// <summary>The reason in words, where there is one.</summary>
    public string? Detail { get; init; }

    /// <summary>The changed members before; null for what was done to somebody else.</summary>
    public JsonElement? OldValues { get; init; }

    /// <summary>The changed members after; null for what was done to somebody else.</summary>
    public JsonElement? NewValues { get; init; }

    /// <summary>From where; of the person's own acts alone.</summary>
    public string? IpAddress { get; init; }

    /// <summary>By which browser; of the person's own acts alone.</summary>
    public string? UserAgent { get; init; }
}
