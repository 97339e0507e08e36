using AdminUi.Addresses;
using AdminUi.Api;
using AdminUi.Times;

namespace AdminUi.Pages.AuditLogs;

/// <summary>Which records an address asks for, with times as the reader's clock shows them. What makes no sense was not said.</summary>
internal sealed record AuditSelection(TimeZoneInfo Zone)
{
    public static readonly IReadOnlyList<string> Outcomes = ["success", "failure"];

    /// <summary>Offered while typing; any other may be typed too.</summary>
    public static readonly IReadOnlyList<string> TargetTypes = ["user", "role", "session", "grant", "client", "resource", "access_token"];

    public string? Person { get; private init; }

    public string? Action { get; private init; }

    public string? TargetType { get; private init; }

    public string? TargetId { get; private init; }

    public string? ActorId { get; private init; }

    public string? Outcome { get; private init; }

    public DateTime? From { get; private init; }

    public DateTime? To { get; private init; }

    /// <summary>The zone as the address has it; null while it follows the profile.</summary>
    public string? NamedZone { get; private init; }

    public bool IsFiltered => ToFilter() != new AuditFilter();

    public static AuditSelection Read(IQueryCollection query, string? zoneOfProfile)
    {
        var zone = ReaderZone.Of(query["zone"], zoneOfProfile);
        return new AuditSelection(zone)
        {
            Person = Text(query, "person"),
            Action = Text(query, "action"),
            TargetType = Text(query, "target_type"),
            TargetId = Text(query, "target_id"),
            ActorId = Text(query, "actor_id"),
            Outcome = Outcomes.FirstOrDefault(outcome => outcome == query["outcome"]),
            From = ReaderZone.Read(query["from"]),
            To = ReaderZone.Read(query["to"]),
            NamedZone = zone.Id == query["zone"] ? zone.Id : null,
        };
    }

    public AuditFilter ToFilter() => new()
    {
        Person = Person,
        Action = Action,
        TargetType = TargetType,
        TargetId = TargetId,
        ActorId = ActorId,
        Outcome = Outcome,
        From = ReaderZone.Moment(From, Zone),
        To = ReaderZone.Moment(To, Zone),
    };

    /// <summary>The path with this selection as it stands, and more.</summary>
    public string Address(string path, params IEnumerable<(string Name, string? Value)> more) => QueryAddress.Of(path,
    [
        ("person", Person),
        ("action", Action),
        ("target_type", TargetType),
        ("target_id", TargetId),
        ("actor_id", ActorId),
        ("outcome", Outcome),
        ("from", ReaderZone.Write(From)),
        ("to", ReaderZone.Write(To)),
        ("zone", NamedZone),
        .. more,
    ]);

    private static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
}
