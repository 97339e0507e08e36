using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Roles;

namespace UserDirectory.Users;

/// <summary>Lists and searches accounts. Texts are found through an index of trigrams (pg_trgm, FTS5), see <see cref="SearchText"/>.</summary>
public sealed class UserSearch(IdentityDb db)
{
    private const int CountedRows = 10_001;

    public async Task<UserPage> FindAsync(UserQuery query, CancellationToken cancellationToken)
    {
        var found = Filtered(query);
        // Lists that are unfiltered or by status or role are counted to the end, by an index alone.
        var exact = query is { Text: null, CreatedFrom: null, CreatedTo: null };
        var total = exact ? await found.LongCountAsync(cancellationToken) : await found.Take(CountedRows).LongCountAsync(cancellationToken);

        var page = query.After is { } after
            ? Ordered(Behind(found, query.Sort, after), query.Sort)
            : Ordered(found, query.Sort).Skip(((query.Page ?? 1) - 1) * query.Limit);
        var rows = await UserRows.WithRoles(db, page.Take(query.Limit + 1)).ToListAsync(cancellationToken); // one more tells of a next page
        var items = rows.Take(query.Limit).Select(row => row.ToProfile()).ToList();
        var next = rows.Count > query.Limit ? CursorOf(rows[query.Limit - 1].User, query.Sort) : null;
        return new UserPage(items, total, !exact && total == CountedRows, next);
    }

    private IQueryable<User> Filtered(UserQuery query)
    {
        var users = Matching(query.Text);
        if (query.Status is { } status) users = users.Where(user => user.Status == status);
        if (query.CreatedFrom is { } from) users = users.Where(user => user.CreatedAt >= from);
        if (query.CreatedTo is { } to) users = users.Where(user => user.CreatedAt < to);
        if (query.Role is not { } name) return users;

        var key = RoleNames.Key(name);
        return users.Where(user => db.Set<IdentityUserRole<Guid>>().Any(link =>
            link.UserId == user.Id && db.Set<Role>().Any(role => role.Id == link.RoleId && role.NormalizedName == key)));
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
