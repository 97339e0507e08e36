using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Requests;

namespace UserApi.RefusedRequests;

/// <summary>The list of refused requests: all, or those that named one client.</summary>
internal sealed record RefusedRequestListQuery(string? ClientId, PageQuery Page)
{
    private const int LongestText = 200;

    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "client_id", "page", "limit", "cursor");

    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out RefusedRequestListQuery? list, [NotNullWhen(false)] out ApiProblem? problem)
    {
        list = null;
        problem = QueryText.Refuse(query, Known);
        if (problem is not null || !PageQuery.TryRead(query, out var page, out problem)) return false;
        var faults = new List<(string, string)>();
        var clientId = QueryText.Of(query, "client_id", LongestText, faults);
        problem = faults.Count == 0 ? null : ApiProblem.Invalid(faults);
        if (problem is null) list = new RefusedRequestListQuery(clientId, page);
        return problem is null;
    }

    /// <summary>Everything that selects, in one spelling: a cursor fits this list alone.</summary>
    public string Spelling => $"refused-requests\n{ClientId}";
}
