using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Requests;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>What <c>GET /v1/users</c>, or an export of it, is asked for.</summary>
internal sealed record UserListQuery(UserQuery Filter, PageQuery Page)
{
    private const string DefaultSort = "-created_at";
    private const int LongestText = 200;

    private static readonly FrozenSet<string> Filters =
        FrozenSet.Create(StringComparer.Ordinal, "q", "status", "role", "created_from", "created_to", "sort");

    private static readonly FrozenSet<string> OfList = Filters.Append("page").Append("limit").Append("cursor").ToFrozenSet();
    private static readonly FrozenSet<string> OfExport = Filters.Append("format").ToFrozenSet();

    /// <summary>Everything that selects and orders, in one spelling: a cursor fits this list alone.</summary>
    public string Spelling => string.Join(
        '\n', Filter.Text, Filter.Status, Filter.Role, Time(Filter.CreatedFrom), Time(Filter.CreatedTo), Filter.Sort);

    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out UserListQuery? list, [NotNullWhen(false)] out ApiProblem? problem) =>
        TryRead(query, OfList, out list, out problem);

    /// <summary>The same filters, without pages, and with <c>format</c>, which the caller reads.</summary>
    public static bool TryReadExport(
        IQueryCollection query, [NotNullWhen(true)] out UserListQuery? list, [NotNullWhen(false)] out ApiProblem? problem) =>
        TryRead(query, OfExport, out list, out problem);

    private static bool TryRead(
        IQueryCollection query, FrozenSet<string> known, [NotNullWhen(true)] out UserListQuery? list, [NotNullWhen(false)] out ApiProblem? problem)
    {
        list = null;
        problem = QueryText.Refuse(query, known);
        if (problem is not null || !PageQuery.TryRead(query, out var page, out problem)) return false;

        var faults = new List<(string, string)>();
        var filter = new UserQuery
        {
            Text = QueryText.Of(query, "q", LongestText, faults),
            Status = QueryText.OneOf(query, "status", UserStatus.All, faults),
            Role = QueryText.Of(query, "role", LongestText, faults),
            CreatedFrom = QueryText.Moment(query, "created_from", faults),
            CreatedTo = QueryText.Moment(query, "created_to", faults),
            Sort = QueryText.OneOf(query, "sort", UserSort.All, faults) ?? DefaultSort,
            Page = page.Page,
            Limit = page.Limit,
        };
        problem = faults.Count == 0 ? null : ApiProblem.Invalid(faults);
        if (problem is null) list = new UserListQuery(filter, page);
        return problem is null;
    }

    private static string? Time(DateTimeOffset? moment) => moment?.ToString("O", CultureInfo.InvariantCulture);
}
