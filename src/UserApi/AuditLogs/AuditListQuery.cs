using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Requests;
using UserDirectory.Audit;

namespace UserApi.AuditLogs;

/// <summary>What a list of audit records is asked for.</summary>
/// <param name="Filter">Everything but the person, who may be named.</param>
/// <param name="Person">An id or a user name.</param>
/// <param name="Page">Where in the list.</param>
internal sealed partial record AuditListQuery(AuditQuery Filter, string? Person, PageQuery Page)
{
    private const int LongestText = 200;

    private static readonly FrozenSet<string> Filters = FrozenSet.Create(
        StringComparer.Ordinal, "person", "actor_id", "target_type", "target_id", "action", "outcome", "from", "to");

    private static readonly FrozenSet<string> OfList = Filters.Append("page").Append("limit").Append("cursor").ToFrozenSet();
    private static readonly FrozenSet<string> OfExport = Filters.Append("format").ToFrozenSet();

    /// <summary>Everything that selects, in one spelling: a cursor fits this list alone.</summary>
    public string Spelling => string.Join(
        '\n', "audit", Person, Filter.ActorId, Filter.TargetType, Filter.TargetId, Filter.Action, Filter.Succeeded, Time(Filter.From), Time(Filter.To));

    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out AuditListQuery? list, [NotNullWhen(false)] out ApiProblem? problem) =>
        TryRead(query, OfList, out list, out problem);

    /// <summary>The same filters, without pages, and with <c>format</c>, which the caller reads.</summary>
    public static bool TryReadExport(
        IQueryCollection query, [NotNullWhen(true)] out AuditListQuery? list, [NotNullWhen(false)] out ApiProblem? problem) =>
        TryRead(query, OfExport, out list, out problem);

    private static bool TryRead(
        IQueryCollection query, FrozenSet<string> known, [NotNullWhen(true)] out AuditListQuery? list, [NotNullWhen(false)] out ApiProblem? problem)
    {
        list = null;
        problem = QueryText.Refuse(query, known);
        if (problem is not null || !PageQuery.TryRead(query, out var page, out problem)) return false;

        var faults = new List<(string, string)>();
        var filter = new AuditQuery
        {
            ActorId = Id(query, "actor_id", faults),
            TargetType = QueryText.Of(query, "target_type", LongestText, faults),
            TargetId = QueryText.Of(query, "target_id", LongestText, faults),
            Action = Action(query, faults),
            Succeeded = QueryText.OneOf(query, "outcome", AuditOutcomes.All, faults) is { } outcome
                ? outcome == AuditOutcomes.Success
                : null,
            From = QueryText.Moment(query, "from", faults),
            To = QueryText.Moment(query, "to", faults),
            Page = page.Page,
            Limit = page.Limit,
        };
        var person = QueryText.Of(query, "person", LongestText, faults);
        problem = faults.Count == 0 ? null : ApiProblem.Invalid(faults);
        if (problem is null) list = new AuditListQuery(filter, person, page);
        return problem is null;
    }

    private static string? Action(IQueryCollection query, List<(string, string)> faults)
    {
        var action = QueryText.Of(query, "action", LongestText, faults);
        if (action is null || ActionFormat().IsMatch(action)) return action;
        faults.Add(("action", "It must be an action such as user.registered, or the beginning of some such as user.*"));
        return null;
    }

    private static Guid? Id(IQueryCollection query, string name, List<(string, string)> faults)
    {
        if (QueryText.Of(query, name, LongestText, faults) is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        faults.Add((name, "It must be an id such as 01890a5d-ac96-774b-bcce-b302099a8057."));
        return null;
    }

    private static string? Time(DateTimeOffset? moment) => moment?.ToString("O", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[a-z0-9_.]+\*?\z")]
    private static partial Regex ActionFormat();
}
