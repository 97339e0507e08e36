using Microsoft.EntityFrameworkCore;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Sessions;

/// <summary>Where a person is signed in.</summary>
public sealed class UserSessions
{
    private readonly IdentityDb _db;
    private readonly SessionEnding _ending;
    private readonly SessionCache _cache;
    private readonly TimeProvider _time;

    internal UserSessions(IdentityDb db, SessionEnding ending, SessionCache cache, TimeProvider time) =>
        (_db, _ending, _cache, _time) = (db, ending, cache, time);

    /// <summary>The sessions that live, the one seen last first.</summary>
    public async Task<IReadOnlyList<SessionSummary>> ListAsync(Guid userId, CancellationToken cancellationToken) =>
        await Live(userId)
            .OrderByDescending(session => session.LastSeenAt)
            .Select(session => new SessionSummary(session.Id, session.CreatedAt, session.LastSeenAt, session.IpAddress, session.UserAgent, session.AuthTime))
            .ToListAsync(cancellationToken);

    /// <summary>False when the person has no such session that lives.</summary>
    public async Task<bool> EndAsync(Guid userId, Guid sessionId, SessionEndReason reason, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await Live(userId).FirstOrDefaultAsync(row => row.Id == sessionId, cancellationToken) is not { } session) return false;
        await EndAsync(session, reason, actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Ends all of a person's sessions, or all but one, in one transaction.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndAllAsync(Guid userId, Guid? exceptSession, SessionEndReason reason, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var sessions = await Live(userId).Where(session => session.Id != exceptSession).ToListAsync(cancellationToken);
        foreach (var session in sessions)
            await EndAsync(session, reason, actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return sessions.Count;
    }

    private async Task EndAsync(UserSession session, SessionEndReason reason, Actor actor, CancellationToken cancellationToken)
    {
        _db.AfterCommit(() => _cache.Forget(session.HandleHash));
        await _ending.EndAsync(_db, session.Id, reason, actor, cancellationToken);
    }

    private IQueryable<UserSession> Live(Guid userId)
    {
        var now = _time.GetUtcNow();
        return _db.Set<UserSession>().AsNoTracking()
            .Where(session => session.UserId == userId && session.EndedAt == null && session.ExpiresAt > now && session.IdleExpiresAt > now);
    }
}

/// <summary>One signed-in browser.</summary>
public sealed record SessionSummary(
    Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? IpAddress, string? UserAgent, DateTimeOffset AuthTime);
