using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserDirectory.Users;

namespace UserApi.Requests;

/// <summary>A list of what belongs to accounts: everybody's, or that of one account, which is named by id or user name.</summary>
internal sealed record OwnedListQuery(string? User, string? ClientId, PageQuery Page)
{
    private const int LongestText = 200;

    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "user", "page", "limit", "cursor");
    private static readonly FrozenSet<string> KnownWithClient = Known.Append("client_id").ToFrozenSet();

    /// <summary>Reads the query; with <paramref name="byClient"/> it may name a client too.</summary>
    public static bool TryRead(
        IQueryCollection query, bool byClient, [NotNullWhen(true)] out OwnedListQuery? list, [NotNullWhen(false)] out ApiProblem? problem)
    {
        list = null;
        problem = QueryText.Refuse(query, byClient ? KnownWithClient : Known);
        if (problem is not null || !PageQuery.TryRead(query, out var page, out problem)) return false;
        var faults = new List<(string, string)>();
        var (user, clientId) = (QueryText.Of(query, "user", LongestText, faults), QueryText.Of(query, "client_id", LongestText, faults));
        problem = faults.Count == 0 ? null : ApiProblem.Invalid(faults);
        if (problem is null) list = new OwnedListQuery(user, clientId, page);
        return problem is null;
    }

    /// <summary>Everything that selects, in one spelling: a cursor fits this list alone.</summary>
    public string Spelling(string list) => string.Join('\n', list, User, ClientId);

    /// <summary>Whose: null for everybody; false when the account that was named does not exist.</summary>
    public async Task<(bool Exists, Guid? UserId)> OwnerAsync(UserProfiles profiles, CancellationToken cancellationToken)
    {
        if (User is null) return (true, null);
        var id = await profiles.FindIdAsync(User, cancellationToken);
        return (id is not null, id);
    }
}

/// <summary>The last entry of a page of what is ordered by id.</summary>
internal sealed record IdCursor(Guid Id);
