using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.AuditLogs;
using UserApi.Requests;
using UserDirectory.PersonalActivity;

namespace UserApi.PersonalActivity;

/// <summary>What <c>GET /v1/users/activity</c> is asked for.</summary>
internal sealed record ActivityListQuery(ActivityQuery Filter, PageQuery Page)
{
    private const int LongestText = 200;

    private static readonly FrozenSet<string> Known =
        FrozenSet.Create(StringComparer.Ordinal, "action", "outcome", "from", "to", "page", "limit", "cursor");

    /// <summary>Everything that selects, in one spelling: a cursor fits this list alone.</summary>
    public string Spelling => string.Join('\n', "own activity", Filter.Action, Filter.Succeeded, Time(Filter.From), Time(Filter.To));

    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out ActivityListQuery? list, [NotNullWhen(false)] out ApiProblem? problem)
    {
        list = null;
        problem = QueryText.Refuse(query, Known);
        if (problem is not null || !PageQuery.TryRead(query, out var page, out problem)) return false;

        var faults = new List<(string, string)>();
        var filter = new ActivityQuery
        {
            Action = QueryText.Of(query, "action", LongestText, faults),
            Succeeded = QueryText.OneOf(query, "outcome", AuditOutcomes.All, faults) is { } outcome ? outcome == AuditOutcomes.Success : null,
            From = QueryText.Moment(query, "from", faults),
            To = QueryText.Moment(query, "to", faults),
            Page = page.Page,
            Limit = page.Limit,
        };
        problem = faults.Count == 0 ? null : ApiProblem.Invalid(faults);
        if (problem is null) list = new ActivityListQuery(filter, page);
        return problem is null;
    }

    private static string? Time(DateTimeOffset? moment) => moment?.ToString("O", CultureInfo.InvariantCulture);
}
