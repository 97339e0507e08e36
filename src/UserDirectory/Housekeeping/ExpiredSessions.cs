using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Sessions;

namespace UserDirectory.Housekeeping;

/// <summary>Ends sessions whose time has run out, so that the apps of each are told, and deletes them later.</summary>
internal sealed class ExpiredSessions(
    IDbContextFactory<IdentityDb> databases, SessionEnding ending, HousekeepingOptions options, TimeProvider time) : IHousekeepingJob
{
    public string Name => "housekeeping.expired_sessions";

    public TimeSpan Interval => options.SessionInterval;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var ended = await EndAsync(cancellationToken);
        var deleted = await DeleteAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{ended} sessions ended, {deleted} deleted");
    }

    private async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        var (total, count) = (0, 0);
        do
        {
            count = await EndSomeAsync(cancellationToken);
            total += count;
        }
        while (count == options.BatchSize);
        return total;
    }

    private async Task<int> EndSomeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var expired = await db.Set<UserSession>().AsNoTracking()
            .Where(session => session.EndedAt == null && (session.ExpiresAt <= now || session.IdleExpiresAt <= now))
            .OrderBy(session => session.ExpiresAt)
            .Select(session => session.Id)
            .Take(options.BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var sessionId in expired)
        {
            await using var own = await databases.CreateDbContextAsync(cancellationToken);
            await ending.EndAsync(own, sessionId, SessionEndReason.Expired, Actor.System, cancellationToken);
        }

        return expired.Count;
    }

    private async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.EndedSessions;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var deleted = await db.Set<UserSession>()
            .Where(session => session.EndedAt < before)
            .OrderBy(session => session.ExpiresAt)
            .Take(options.BatchSize)
            .ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return deleted;
    }
}
