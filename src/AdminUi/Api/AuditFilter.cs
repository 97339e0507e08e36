using System.Globalization;
using AdminUi.Addresses;

namespace AdminUi.Api;

/// <summary>Which audit records are meant, the newest first.</summary>
/// <param name="Limit">How many at once.</param>
internal sealed record AuditFilter(int Limit = 25)
{
    /// <summary>Who did it or whom it was done to, by id or user name.</summary>
    public string? Person { get; init; }

    /// <summary>An action, or the beginning of some such as <c>user.*</c>.</summary>
    public string? Action { get; init; }

    public string? TargetType { get; init; }

    public string? TargetId { get; init; }

    public string? ActorId { get; init; }

    public string? Outcome { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Records before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Where to go on in the list.</summary>
    public string? Cursor { get; init; }

    /// <summary>The path with what is meant, and more.</summary>
    public string AddressOf(string path, params IEnumerable<(string Name, string? Value)> more) => QueryAddress.Of(path,
    [
        ("person", Person),
        ("action", Action),
        ("target_type", TargetType),
        ("target_id", TargetId),
        ("actor_id", ActorId),
        ("outcome", Outcome),
        ("from", Moment(From)),
        ("to", Moment(To)),
        .. more,
    ]);

    private static string? Moment(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
