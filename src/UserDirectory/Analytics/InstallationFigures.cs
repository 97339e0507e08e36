using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace UserDirectory.Analytics;

/// <summary>Reads the figures once a minute, however many ask.</summary>
public sealed class InstallationFigures
{
    public const int MostDays = 90;

    private static readonly TimeSpan Belief = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<IdentityDb> _databases;
    private readonly TimeProvider _time;
    private readonly DailyActivity _activity;
    private readonly Lock _sync = new();
    private Task<Figures>? _current;
    private long _since;

    internal InstallationFigures(IDbContextFactory<IdentityDb> databases, TimeProvider time) =>
        (_databases, _time, _activity) = (databases, time, new DailyActivity());

    /// <param name="days">How many days, up to <see cref="MostDays"/>.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun still serves the others.</param>
    public async Task<Figures> GetAsync(int days, CancellationToken cancellationToken)
    {
        var figures = await Current().WaitAsync(cancellationToken);
        return figures with { Days = [.. figures.Days.TakeLast(days)] };
    }

    private Task<Figures> Current()
    {
        lock (_sync)
        {
            if (_current is { IsFaulted: false } current && _time.GetElapsedTime(_since) < Belief) return current;
            _since = _time.GetTimestamp();
            return _current = Task.Run(() => ReadAsync(CancellationToken.None));
        }
    }

    private async Task<Figures> ReadAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var days = await _activity.ReadAsync(db, now, MostDays, cancellationToken);
        var byStatus = await new UserCounts(db).ByStatusAsync(cancellationToken);
        var sessions = await db.Set<UserSession>().LongCountAsync(
            session => session.EndedAt == null && session.ExpiresAt > now && session.IdleExpiresAt > now, cancellationToken);
        var concerns = await Concerns.FindAsync(db, days, now, cancellationToken);
        return new Figures(days, byStatus, sessions, concerns, now);
    }
}
