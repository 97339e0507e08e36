using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Requests;
using UserDirectory.Audit;

namespace UserApi.AuditLogs;

/// <summary>What <c>GET /v1/admin/audit-logs</c> is asked for.</summary>
internal sealed record AuditListQuery(AuditQuery Filter, PageQuery Page)
{
    private const int LongestText = 200;

    private static readonly FrozenSet<string> Known =
        FrozenSet.Create(StringComparer.Ordinal, "actor_id", "target_id", "action", "outcome", "from", "to", "page", "limit", "cursor");

    /// <summary>Everything that selects, in one spelling: a cursor fits this list alone.</summary>
    public string Spelling => string.Join(
        '\n', Filter.ActorId, Filter.TargetId, Filter.Action, Filter.Succeeded, Time(Filter.From), Time(Filter.To));

    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out AuditListQuery? list, [NotNullWhen(false)] out ApiProblem? problem)
    {
        list = null;
        problem = QueryText.Refuse(query, Known);
        if (problem is not null || !PageQuery.TryRead(query, out var page, out problem)) return false;

        var faults = new List<(string, string)>();
        var filter = new AuditQuery
        {
            ActorId = Id(query, "actor_id", faults),
            TargetId = QueryText.Of(query, "target_id", LongestText, faults),
            Action = QueryText.Of(query, "action", LongestText, faults),
            Succeeded = QueryText.OneOf(query, "outcome", AuditOutcomes.All, faults) is { } outcome
                ? outcome == AuditOutcomes.Success
                : null,
            From = QueryText.Moment(query, "from", faults),
            To = QueryText.Moment(query, "to", faults),
            Page = page.Page,
            Limit = page.Limit,
        };
        problem = faults.Count == 0 ? null : ApiProblem.Invalid(faults);
        if (problem is null) list = new AuditListQuery(filter, page);
        return problem is null;
    }

    private static Guid? Id(IQueryCollection query, string name, List<(string, string)> faults)
    {
        if (QueryText.Of(query, name, LongestText, faults) is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        faults.Add((name, "It must be an id such as 01890a5d-ac96-774b-bcce-b302099a8057."));
        return null;
    }

    private static string? Time(DateTimeOffset? moment) => moment?.ToString("O", CultureInfo.InvariantCulture);
}
