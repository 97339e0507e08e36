using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Sessions;

/// <summary>Opens, finds and renews the rows behind the session cookie.</summary>
internal sealed class SessionRecords(IDbContextFactory<IdentityDb> databases, SessionOptions options, SessionCache cache, TimeProvider time)
{
    private SessionSpan Browser => new(options.Idle, options.Lifetime);

    /// <summary>The session of a handle, while it lives and its person may be signed in. An instance that has seen it live within the last seconds
    /// believes so.</summary>
    public Task<LiveSession?> FindAsync(string handle, CancellationToken cancellationToken) => FindAsync(handle, isBelieved: true, cancellationToken);

    /// <param name="isBelieved">False asks the row.</param>
    public async Task<LiveSession?> FindAsync(string handle, bool isBelieved, CancellationToken cancellationToken)
    {
        var hash = Jose.Handles.Hash(handle);
        var now = time.GetUtcNow();
        // What is remembered may have been used elsewhere since: that it lives is believed, that it has ended is looked up.
        if (!cache.TryGet(hash, out var session) || !isBelieved || !session.LivesAt(now))
        {
            session = await ReadAsync(hash, cancellationToken);
            if (session?.LivesAt(now) is not true)
            {
                cache.Drop(hash);
                return null;
            }

            cache.Put(hash, session);
        }
        if (now - session.LastSeenAt < options.UsePrecision) return session;
        return await SeeAsync(hash, session, now, cancellationToken);
    }

    /// <summary>A new session under a new handle. Null when its person may not be signed in any more.</summary>
    public async Task<string?> OpenAsync(SignedInUser user, SignInOrigin origin, CancellationToken cancellationToken) =>
        (await OpenAsync(user, Browser, origin, cancellationToken))?.Handle;

    /// <summary>The same, and it lives so long.</summary>
    public async Task<OpenedSession?> OpenAsync(SignedInUser user, SessionSpan span, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var handle = Jose.Handles.Create();
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await SignInRecord.WriteAsync(db, user, origin, now, cancellationToken)) return null;
        db.Add(new UserSession
        {
            Id = id,
            HandleHash = Jose.Handles.Hash(handle),
            UserId = user.UserId,
            CreatedAt = now,
            LastSeenAt = now,
            IdleExpiresAt = now + span.Idle,
            ExpiresAt = now + span.Lifetime,
            IpAddress = Cut(origin.IpAddress, 64),
            UserAgent = Cut(origin.UserAgent, 512),
            AuthTime = user.AuthTime,
            Acr = user.Acr,
            Amr = [.. user.Amr],
        });
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new OpenedSession(id, handle);
    }

    /// <summary>The same session under a new handle, after its person has proved more, or changed what guards the account. Null when it ended
    /// meanwhile.</summary>
    public Task<string?> RenewAsync(Guid sessionId, SignedInUser user, CancellationToken cancellationToken) =>
        RenewAsync(sessionId, user, Browser, null, cancellationToken);

    /// <summary>The same, and from now on it lives so long.</summary>
    public Task<string?> RenewAsync(Guid sessionId, SignedInUser user, SessionSpan span, CancellationToken cancellationToken) =>
        RenewAsync(sessionId, user, span, null, cancellationToken);

    /// <summary>The same session under a new handle, after its person has signed in anew in that browser. Null when it ended meanwhile.</summary>
    public Task<string?> SignInAgainAsync(Guid sessionId, SignedInUser user, SignInOrigin origin, CancellationToken cancellationToken) =>
        RenewAsync(sessionId, user, Browser, origin, cancellationToken);

    /// <param name="signIn">Where a whole sign-in came from; null when it was none.</param>
    private async Task<string?> RenewAsync(
        Guid sessionId, SignedInUser user, SessionSpan span, SignInOrigin? signIn, CancellationToken cancellationToken)
    {
        var handle = Jose.Handles.Create();
        var hash = Jose.Handles.Hash(handle);
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (signIn is not null && !await SignInRecord.WriteAsync(db, user, signIn, now, cancellationToken)) return null;
        if (!await SessionTurn.HoldAsync(db, sessionId, user.UserId, now, cancellationToken)) return null;
        var session = await db.Set<UserSession>().SingleAsync(row => row.Id == sessionId, cancellationToken);
        var before = session.HandleHash;
        db.AfterCommit(() => cache.Forget(before));
        session.HandleHash = hash;
        (session.AuthTime, session.Acr, session.Amr) = (user.AuthTime, user.Acr, [.. user.Amr]);
        (session.LastSeenAt, session.IdleExpiresAt, session.ExpiresAt) = (now, now + span.Idle, now + span.Lifetime);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return handle;
    }

    private async Task<LiveSession?> ReadAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await (
            from session in db.Set<UserSession>()
            join user in db.Set<User>() on session.UserId equals user.Id
            where session.HandleHash == hash && session.EndedAt == null && user.Status == UserStatus.Active
            select new LiveSession(
                session.Id,
                new SignedInUser(user.Id, user.UserName!, session.AuthTime, session.Acr, session.Amr),
                session.LastSeenAt, session.IdleExpiresAt, session.ExpiresAt, user.Locale)).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<LiveSession?> SeeAsync(byte[] hash, LiveSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var idleExpiresAt = now + options.Idle;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var seen = await db.Set<UserSession>()
            .Where(row => row.HandleHash == hash && row.EndedAt == null && row.ExpiresAt > now && row.IdleExpiresAt > now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LastSeenAt, now).SetProperty(row => row.IdleExpiresAt, idleExpiresAt), cancellationToken);
        await write.CommitAsync(cancellationToken);
        if (seen == 0)
        {
            cache.Forget(hash);
            return null;
        }

        var current = session with { LastSeenAt = now, IdleExpiresAt = idleExpiresAt };
        cache.Put(hash, current);
        return current;
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}

/// <summary>A session that was just made.</summary>
internal sealed record OpenedSession(Guid Id, string Handle);

/// <summary>A session that lived when it was read.</summary>
/// <param name="Locale">The language of the person's profile.</param>
internal sealed record LiveSession(
    Guid Id, SignedInUser User, DateTimeOffset LastSeenAt, DateTimeOffset IdleExpiresAt, DateTimeOffset ExpiresAt,
    string? Locale = null)
{
    public bool LivesAt(DateTimeOffset now) => ExpiresAt > now && IdleExpiresAt > now;
}
