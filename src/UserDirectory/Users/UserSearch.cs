using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Roles;

namespace UserDirectory.Users;

/// <summary>Lists and searches accounts. Texts are found through an index of trigrams (pg_trgm, FTS5), see <see cref="SearchText"/>.</summary>
public sealed class UserSearch(IdentityDb db, UserCounts counts)
{
    private const int CountedRows = 10_001;
    private const int BatchSize = 1000;

    public async Task<UserPage> FindAsync(UserQuery query, CancellationToken cancellationToken)
    {
        await using var search = await db.BeginSearchAsync(cancellationToken);
        var role = query.Role is { } name ? await RoleIdAsync(name, cancellationToken) : null;
        if (query.Role is not null && role is null) return new UserPage([], 0, TotalCapped: false, Next: null);

        var found = Filtered(query, role);
        var total = await KeptTotalAsync(query, role, cancellationToken);
        var capped = total is null;
        total ??= await found.Take(CountedRows).LongCountAsync(cancellationToken);

        var skip = query.After is null ? ((query.Page ?? 1) - 1) * query.Limit : 0;
        var (items, next) = await ReadAsync(query, role, skip, cancellationToken);
        return new UserPage(items, total.Value, capped && total == CountedRows, next);
    }

    /// <summary>How many there are, to the last one.</summary>
    public async Task<long> CountAsync(UserQuery query, CancellationToken cancellationToken)
    {
        await using var search = await db.BeginSearchAsync(cancellationToken);
        var role = query.Role is { } name ? await RoleIdAsync(name, cancellationToken) : null;
        if (query.Role is not null && role is null) return 0;
        return await KeptTotalAsync(query, role, cancellationToken) ?? await Filtered(query, role).LongCountAsync(cancellationToken);
    }

    /// <summary>All that the query selects, in batches, so that their number costs no memory.</summary>
    public async IAsyncEnumerable<UserProfile> ReadAllAsync(UserQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var role = query.Role is { } name ? await RoleIdAsync(name, cancellationToken) : null;
        if (query.Role is not null && role is null) yield break;
        var batch = query with { Page = null, Limit = BatchSize, After = null };
        do
        {
            IReadOnlyList<UserProfile> items;
            UserCursor? next;
            // No transaction is left open while a slow reader takes its time.
            await using (await db.BeginSearchAsync(cancellationToken))
                (items, next) = await ReadAsync(batch, role, skip: 0, cancellationToken);
            foreach (var item in items)
                yield return item;
            batch = batch with { After = next };
        }
        while (batch.After is not null);
    }

    private async Task<(IReadOnlyList<UserProfile> Items, UserCursor? Next)> ReadAsync(
        UserQuery query, Guid? role, int skip, CancellationToken cancellationToken)
    {
        var found = Filtered(query, role);
        var page = query.After is { } after
            ? Ordered(Behind(found, query.Sort, after), query.Sort)
            : Ordered(found, query.Sort).Skip(skip);
        // What is skipped is walked by id alone, which the index of most orders holds; the rows are read for the page only.
        var ids = page.Select(user => user.Id).Take(query.Limit + 1); // one more tells of a next page
        var rows = await UserRows.WithRoles(db, Ordered(db.Set<User>().Where(user => ids.Contains(user.Id)), query.Sort)).ToListAsync(cancellationToken);
        var items = rows.Take(query.Limit).Select(row => row.ToProfile()).ToList();
        return (items, rows.Count > query.Limit ? CursorOf(rows[query.Limit - 1].User, query.Sort) : null);
    }

    /// <summary>The exact length of a list that is not filtered, or by status or role alone; null for others.</summary>
    private async Task<long?> KeptTotalAsync(UserQuery query, Guid? role, CancellationToken cancellationToken)
    {
        if (query is not { Text: null, CreatedFrom: null, CreatedTo: null } || (query.Status is not null && role is not null)) return null;
        if (role is { } id) return await counts.OfRoleAsync(id, cancellationToken);
        var byStatus = await counts.ByStatusAsync(cancellationToken);
        return query.Status is { } status ? byStatus.GetValueOrDefault(status) : byStatus.Values.Sum();
    }

    // Looked up first: how many hold a role is what the plan depends on.
    private Task<Guid?> RoleIdAsync(string name, CancellationToken cancellationToken)
    {
        var key = RoleNames.Key(name);
        return db.Set<Role>().Where(role => role.NormalizedName == key).Select(role => (Guid?)role.Id).SingleOrDefaultAsync(cancellationToken);
    }

    private IQueryable<User> Filtered(UserQuery query, Guid? role)
    {
        var users = Matching(query.Text);
        if (query.Status is { } status) users = users.Where(user => user.Status == status);
        if (query.CreatedFrom is { } from) users = users.Where(user => user.CreatedAt >= from);
        if (query.CreatedTo is { } to) users = users.Where(user => user.CreatedAt < to);
        return role is { } id
            ? users.Where(user => db.Set<IdentityUserRole<Guid>>().Any(link => link.UserId == user.Id && link.RoleId == id))
            : users;
    }

    private IQueryable<User> Matching(string? text)
    {
        if (text is null) return db.Set<User>();
        var parts = SearchText.Parts(text);
        if (parts.Count == 0) return db.Set<User>();
        if (db.Database.IsSqlite())
        {
            // FTS5 takes a quoted text as it stands; a quote inside is doubled.
            var match = string.Join(" AND ", parts.Select(part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            return db.Set<User>().FromSql(
                $"""
                 SELECT users.* FROM users
                 JOIN user_search_rows ON user_search_rows.user_id = users.id
                 JOIN user_search ON user_search.rowid = user_search_rows.row_id
                 WHERE user_search MATCH {match}
                 """);
        }

        var users = db.Set<User>().AsQueryable();
        foreach (var part in parts)
        {
            var pattern = $"%{EscapeLike(part)}%";
            users = users.Where(user => EF.Functions.Like(user.SearchTerms, pattern, "\\"));
        }

        return users;
    }

    private static string EscapeLike(string part) => part
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static IQueryable<User> Ordered(IQueryable<User> users, string sort) => sort switch
    {
        UserSort.OldestFirst => users.OrderBy(user => user.CreatedAt).ThenBy(user => user.Id),
        UserSort.UserName => users.OrderBy(user => user.NormalizedUserName),
        UserSort.UserNameReversed => users.OrderByDescending(user => user.NormalizedUserName),
        UserSort.Email => users.OrderBy(user => user.NormalizedEmail),
        UserSort.EmailReversed => users.OrderByDescending(user => user.NormalizedEmail),
        _ => users.OrderByDescending(user => user.CreatedAt).ThenByDescending(user => user.Id),
    };

    // The bound on created_at alone is what the index is entered by. Texts are compared as the database orders them.
#pragma warning disable CA1309
    private static IQueryable<User> Behind(IQueryable<User> users, string sort, UserCursor after) => sort switch
    {
        UserSort.OldestFirst => users.Where(user =>
            user.CreatedAt >= after.CreatedAt && (user.CreatedAt > after.CreatedAt || user.Id > after.Id)),
        UserSort.UserName => users.Where(user => string.Compare(user.NormalizedUserName, after.Key) > 0),
        UserSort.UserNameReversed => users.Where(user => string.Compare(user.NormalizedUserName, after.Key) < 0),
        UserSort.Email => users.Where(user => string.Compare(user.NormalizedEmail, after.Key) > 0),
        UserSort.EmailReversed => users.Where(user => string.Compare(user.NormalizedEmail, after.Key) < 0),
        _ => users.Where(user => user.CreatedAt <= after.CreatedAt && (user.CreatedAt < after.CreatedAt || user.Id < after.Id)),
    };
#pragma warning restore CA1309

    private static UserCursor CursorOf(User user, string sort) => new(
        sort is UserSort.UserName or UserSort.UserNameReversed ? user.NormalizedUserName
            : sort is UserSort.Email or UserSort.EmailReversed ? user.NormalizedEmail
            : null,
        user.CreatedAt, user.Id);
}
