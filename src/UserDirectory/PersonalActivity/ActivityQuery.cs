using System.Text.Json.Nodes;

namespace UserDirectory.PersonalActivity;

/// <summary>Which acts a person looks for among their own.</summary>
public sealed record ActivityQuery
{
    public string? Action { get; init; }

    /// <summary>Any of these.</summary>
    public IReadOnlyCollection<string>? Actions { get; init; }
    public bool? Succeeded { get; init; }
    public DateTimeOffset? From { get; init; }

    /// <summary>Acts before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>From 1; null with <see cref="After"/>.</summary>
    public int? Page { get; init; }
    public required int Limit { get; init; }
    public ActivityCursor? After { get; init; }
}

/// <summary>The last act of a page: the next one begins behind it.</summary>
public sealed record ActivityCursor(DateTimeOffset OccurredAt, Guid Id);

/// <summary>One page of acts, the newest first.</summary>
/// <param name="TotalCapped">Counting stopped: there are at least <paramref name="Total"/>.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record ActivityPage(IReadOnlyList<OwnAct> Items, long Total, bool TotalCapped, ActivityCursor? Next);

/// <summary>Something that a person did, or that was done to their account. Of other people it says no more than what they are.</summary>
public sealed record OwnAct
{
    public required Guid Id { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Action { get; init; }
    public required bool Succeeded { get; init; }

    /// <summary>One of <see cref="ActedBy"/>.</summary>
    public required string By { get; init; }
    public string? ClientId { get; init; }
    public string? Detail { get; init; }
    public JsonObject? OldValues { get; init; }
    public JsonObject? NewValues { get; init; }

    /// <summary>From where; of the person's own acts alone.</summary>
    public string? IpAddress { get; init; }

    /// <summary>By which browser; of the person's own acts alone.</summary>
    public string? UserAgent { get; init; }
}

/// <summary>Who acted, as the person is told.</summary>
public static class ActedBy
{
    public const string You = "you";
    public const string Administrator = "administrator";
    public const string App = "app";

    /// <summary>Nobody that was known then: somebody who tried to sign in, or registered.</summary>
    public const string Stranger = "stranger";

    public const string System = "system";

    public static IReadOnlyList<string> All { get; } = [You, Administrator, App, Stranger, System];
}
