using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Makes the trail's partitions of this month and the next two, on PostgreSQL.</summary>
internal sealed class AuditPartitions(TimeProvider time) : ISeed
{
    private const int Months = 3;

    public Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken) => EnsureAsync(db, time.GetUtcNow(), cancellationToken);

    public static async Task EnsureAsync(IdentityDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql()) return;
        var first = new DateOnly(now.UtcDateTime.Year, now.UtcDateTime.Month, 1);
        for (var month = first; month < first.AddMonths(Months); month = month.AddMonths(1))
        {
            // Rows that a wrong clock has put into the default partition would bar a partition of their month: they stay there.
            var (name, from, to) = ($"audit_log_{month:yyyy_MM}", Day(month), Day(month.AddMonths(1)));
            var statement = string.Create(CultureInfo.InvariantCulture, $"""
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM audit_log_default WHERE occurred_at >= '{from}' AND occurred_at < '{to}') THEN
                        CREATE TABLE IF NOT EXISTS {name} PARTITION OF audit_log FOR VALUES FROM ('{from}') TO ('{to}');
                    END IF;
                END $$
                """);
            await db.Database.ExecuteSqlRawAsync(statement, cancellationToken);
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00+00";
}
