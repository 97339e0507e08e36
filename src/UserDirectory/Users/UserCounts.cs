using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Users;

/// <summary>How many accounts there are, by status and by role. The database's triggers keep the counts (see
/// <c>Database/Migrations/Sql</c>), so that a list of a million is not counted to say how long it is.</summary>
public sealed class UserCounts(IdentityDb db)
{
    /// <summary>Of all statuses; those of which there is no account are absent.</summary>
    public Task<Dictionary<string, long>> ByStatusAsync(CancellationToken cancellationToken) => AllAsync("status:", cancellationToken);

    /// <summary>Of all roles, by their ids; those that nobody has are absent.</summary>
    public async Task<Dictionary<Guid, long>> ByRoleAsync(CancellationToken cancellationToken) =>
        (await AllAsync("role:", cancellationToken)).ToDictionary(one => Guid.Parse(one.Key), one => one.Value);

    public async Task<long> OfRoleAsync(Guid roleId, CancellationToken cancellationToken)
    {
        var counted = $"role:{roleId}";
        return await db.Database.SqlQuery<long>(
            $"""
             SELECT CAST(COALESCE(SUM(number), 0) AS bigint) AS "Value" FROM (
                 SELECT total AS number FROM user_counts WHERE counted = {counted}
                 UNION ALL
                 SELECT delta FROM user_count_changes WHERE counted = {counted}) AS kept
             """).SingleAsync(cancellationToken);
    }

    private async Task<Dictionary<string, long>> AllAsync(string kind, CancellationToken cancellationToken)
    {
        var all = kind + "%";
        var counts = await db.Database.SqlQuery<KeptCount>(
            $"""
             SELECT counted AS "Counted", CAST(SUM(number) AS bigint) AS "Number" FROM (
                 SELECT counted, total AS number FROM user_counts WHERE counted LIKE {all}
                 UNION ALL
                 SELECT counted, delta FROM user_count_changes WHERE counted LIKE {all}) AS kept
             GROUP BY counted
             """).ToListAsync(cancellationToken);
        return counts.Where(count => count.Number != 0).ToDictionary(count => count.Counted[kind.Length..], count => count.Number);
    }

    private sealed record KeptCount(string Counted, long Number);
}
