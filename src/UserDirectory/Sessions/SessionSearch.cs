using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using UserDirectory.Database;
using UserDirectory.Grants;
using UserDirectory.Users;

namespace UserDirectory.Sessions;

/// <summary>Lists the sessions that live, the newest first: an id tells when its session began.</summary>
public sealed class SessionSearch(IdentityDb db, IClientStore clients, TimeProvider time)
{
    private const int CountedRows = 10_001;

    public async Task<SessionPage> FindAsync(SessionQuery query, CancellationToken cancellationToken)
    {
        await using var search = await db.BeginSearchAsync(cancellationToken);
        var live = Live();
        if (query.UserId is { } userId) live = live.Where(session => session.UserId == userId);
        var total = await live.Take(CountedRows).LongCountAsync(cancellationToken);

        var page = query.After is { } after ? live.Where(session => session.Id < after) : live;
        var skip = query.After is null ? ((query.Page ?? 1) - 1) * query.Limit : 0;
        var rows = await Read(page.OrderByDescending(session => session.Id).Skip(skip).Take(query.Limit + 1)).ToListAsync(cancellationToken);
        var items = await WithAppsAsync([.. rows.Take(query.Limit)], cancellationToken);
        return new SessionPage(items, total, total == CountedRows, rows.Count > query.Limit ? items[^1].Id : null);
    }

    /// <summary>One session that lives.</summary>
    public async Task<OpenSession?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await Read(Live().Where(session => session.Id == id)).SingleOrDefaultAsync(cancellationToken);
        return row is null ? null : (await WithAppsAsync([row], cancellationToken))[0];
    }

    private IQueryable<UserSession> Live()
    {
        var now = time.GetUtcNow();
        return db.Set<UserSession>().AsNoTracking()
            .Where(session => session.EndedAt == null && session.ExpiresAt > now && session.IdleExpiresAt > now);
    }

    private IQueryable<OpenSession> Read(IQueryable<UserSession> sessions) =>
        from session in sessions
        join user in db.Set<User>() on session.UserId equals user.Id
        orderby session.Id descending
        select new OpenSession
        {
            Id = session.Id,
            UserId = session.UserId,
            UserName = user.UserName!,
            CreatedAt = session.CreatedAt,
            LastSeenAt = session.LastSeenAt,
            ExpiresAt = session.ExpiresAt,
            AuthTime = session.AuthTime,
            Amr = session.Amr,
            IpAddress = session.IpAddress,
            UserAgent = session.UserAgent,
        };

    private async Task<IReadOnlyList<OpenSession>> WithAppsAsync(IReadOnlyList<OpenSession> sessions, CancellationToken cancellationToken)
    {
        if (sessions.Count == 0) return sessions;
        var ids = sessions.Select(session => session.Id).ToList();
        var used = await db.Set<GrantRow>().AsNoTracking()
            .Where(grant => ids.Contains(grant.SessionId) && grant.CodeRedeemedAt != null)
            .Select(grant => new { grant.SessionId, grant.ClientId })
            .Distinct()
            .ToListAsync(cancellationToken);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var clientId in used.Select(one => one.ClientId).Distinct(StringComparer.Ordinal))
            names[clientId] = (await clients.FindAsync(clientId, cancellationToken))?.ClientName ?? clientId;

        var apps = used.ToLookup(one => one.SessionId, one => new SignedInApp(one.ClientId, names[one.ClientId]));
        return [.. sessions.Select(session => session with { Apps = [.. apps[session.Id].OrderBy(app => app.ClientId, StringComparer.Ordinal)] })];
    }
}

/// <summary>Which sessions are looked for.</summary>
public sealed record SessionQuery
{
    public Guid? UserId { get; init; }

    /// <summary>From 1; null with <see cref="After"/>.</summary>
    public int? Page { get; init; }
    public required int Limit { get; init; }

    /// <summary>The last session of the page before.</summary>
    public Guid? After { get; init; }
}

/// <summary>One page of sessions.</summary>
/// <param name="TotalCapped">Counting stopped: there are at least <paramref name="Total"/>.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record SessionPage(IReadOnlyList<OpenSession> Items, long Total, bool TotalCapped, Guid? Next);

/// <summary>A session that lives.</summary>
public sealed record OpenSession
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string UserName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it ends by itself at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset AuthTime { get; init; }
    public required IReadOnlyList<string> Amr { get; init; }
    public string? IpAddress { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>The apps that were signed in to from it.</summary>
    public IReadOnlyList<SignedInApp> Apps { get; init; } = [];
}

/// <param name="Name">The id when it has no name.</param>
public sealed record SignedInApp(string ClientId, string Name);
