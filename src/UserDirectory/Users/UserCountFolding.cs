using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Housekeeping;

namespace UserDirectory.Users;

/// <summary>Adds up what the triggers wrote down of changed accounts, so that <see cref="UserCounts"/> has little to sum. What is added
/// up and what is deleted are the same rows, in one transaction.</summary>
internal sealed class UserCountFolding(IDbContextFactory<IdentityDb> databases) : IHousekeepingJob
{
    private const int BatchSize = 10_000;

    public string Name => "housekeeping.user_counts";

    public TimeSpan Interval => TimeSpan.FromSeconds(15);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        int folded, total = 0;
        do
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var write = await db.BeginWriteAsync(cancellationToken);
            folded = db.Database.IsNpgsql() ? await FoldPostgresAsync(db, cancellationToken) : await FoldSqliteAsync(db, cancellationToken);
            await write.CommitAsync(cancellationToken);
            total += folded;
        }
        while (folded == BatchSize);
        return string.Create(CultureInfo.InvariantCulture, $"{total} changes of counts");
    }

    // Rows of transactions that commit meanwhile are not seen by this statement, and stay for the next.
    private static async Task<int> FoldPostgresAsync(IdentityDb db, CancellationToken cancellationToken) => (await db.Database.SqlQuery<int>(
        $"""
         WITH taken AS (
             DELETE FROM user_count_changes WHERE id IN (SELECT id FROM user_count_changes ORDER BY id LIMIT {BatchSize})
             RETURNING counted, delta),
         added AS (
             INSERT INTO user_counts (counted, total) SELECT counted, SUM(delta) FROM taken GROUP BY counted
             ON CONFLICT (counted) DO UPDATE SET total = user_counts.total + excluded.total)
         SELECT COUNT(*)::int AS "Value" FROM taken
         """).ToListAsync(cancellationToken))[0];

    private static async Task<int> FoldSqliteAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        // There is one writer: nothing is added between these two.
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO user_counts (counted, total)
             SELECT counted, SUM(delta) FROM (SELECT counted, delta FROM user_count_changes ORDER BY id LIMIT {BatchSize}) WHERE true GROUP BY counted
             ON CONFLICT (counted) DO UPDATE SET total = total + excluded.total
             """, cancellationToken);
        return await db.Database.ExecuteSqlAsync(
            $"DELETE FROM user_count_changes WHERE id IN (SELECT id FROM user_count_changes ORDER BY id LIMIT {BatchSize})", cancellationToken);
    }
}
