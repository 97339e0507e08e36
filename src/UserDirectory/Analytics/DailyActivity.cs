using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Database.Sqlite;

namespace UserDirectory.Analytics;

/// <summary>Counts what the trail says of each day. A day that is over does not change any more and is counted once.</summary>
internal sealed class DailyActivity
{
    private const string SignedIn = "user.signed_in";
    private const string Refused = "user.sign_in_refused";
    private const string Registered = "user.registered";

    /// <summary>How long after midnight a transaction of the day before may still be committed.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    private readonly Dictionary<DateOnly, DayFigures> _finished = [];

    /// <summary>The last days up to that of <paramref name="now"/>. Not to be called by two at once.</summary>
    public async Task<IReadOnlyList<DayFigures>> ReadAsync(IdentityDb db, DateTimeOffset now, int count, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var days = Enumerable.Range(0, count).Select(back => today.AddDays(back - count + 1)).ToList();
        var open = days.Where(day => !_finished.ContainsKey(day)).ToList();
        var counted = await CountAsync(db, open[0], cancellationToken);
        foreach (var day in _finished.Keys.Where(day => day < days[0]).ToList()) _finished.Remove(day);
        foreach (var day in open.Where(day => Midnight(day.AddDays(1)) + Settling <= now))
            _finished[day] = Day(day, counted);
        return [.. days.Select(day => _finished.GetValueOrDefault(day) ?? Day(day, counted))];
    }

    private static async Task<Dictionary<(long Day, string Action), long>> CountAsync(IdentityDb db, DateOnly first, CancellationToken cancellationToken)
    {
        var from = Midnight(first);
        var counts = await (db.Database.IsNpgsql() ? OnPostgres(db, from) : OnSqlite(db, from)).ToListAsync(cancellationToken);
        return counts.ToDictionary(count => (count.Day, count.Action), count => count.Number);
    }

    private static IQueryable<ActsOfDay> OnPostgres(IdentityDb db, DateTimeOffset from) => db.Database.SqlQuery<ActsOfDay>(
        $"""
         SELECT CAST(floor(extract(epoch FROM occurred_at) / 86400) AS bigint) AS "Day", action AS "Action", COUNT(*) AS "Number"
         FROM audit_log WHERE action IN ({SignedIn}, {Refused}, {Registered}) AND occurred_at >= {from} GROUP BY 1, 2
         """);

    private static IQueryable<ActsOfDay> OnSqlite(IdentityDb db, DateTimeOffset from) => db.Database.SqlQuery<ActsOfDay>(
        $"""
         SELECT occurred_at / 86400000000 AS "Day", action AS "Action", COUNT(*) AS "Number"
         FROM audit_log WHERE action IN ({SignedIn}, {Refused}, {Registered}) AND occurred_at >= {UnixMicroseconds.Of(from)} GROUP BY 1, 2
         """);

    private static DayFigures Day(DateOnly day, Dictionary<(long Day, string Action), long> counted)
    {
        var number = day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        long Of(string action) => counted.GetValueOrDefault((number, action));
        return new DayFigures(day, Of(SignedIn), Of(Refused), Of(Registered));
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private sealed record ActsOfDay(long Day, string Action, long Number);
}
