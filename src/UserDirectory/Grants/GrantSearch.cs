using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using UserDirectory.Database;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace UserDirectory.Grants;

/// <summary>Lists the grants that live, the newest first: an id tells when its grant was made.</summary>
public sealed class GrantSearch(IdentityDb db, IClientStore clients, TimeProvider time)
{
    private const int CountedRows = 10_001;

    public async Task<GrantPage> FindAsync(GrantQuery query, CancellationToken cancellationToken)
    {
        await using var search = await db.BeginSearchAsync(cancellationToken);
        var live = Live();
        if (query.UserId is { } userId) live = live.Where(grant => grant.UserId == userId);
        if (query.ClientId is { } clientId) live = live.Where(grant => grant.ClientId == clientId);
        var total = await live.Take(CountedRows).LongCountAsync(cancellationToken);

        var page = query.After is { } after ? live.Where(grant => grant.Id < after) : live;
        var skip = query.After is null ? ((query.Page ?? 1) - 1) * query.Limit : 0;
        var rows = await Read(page.OrderByDescending(grant => grant.Id).Skip(skip).Take(query.Limit + 1)).ToListAsync(cancellationToken);
        var items = await WithClientsAsync([.. rows.Take(query.Limit)], cancellationToken);
        return new GrantPage(items, total, total == CountedRows, rows.Count > query.Limit ? items[^1].Id : null);
    }

    /// <summary>One grant that lives.</summary>
    public async Task<LiveGrant?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await Read(Live().Where(grant => grant.Id == id)).SingleOrDefaultAsync(cancellationToken);
        return row is null ? null : (await WithClientsAsync([row], cancellationToken))[0];
    }

    private IQueryable<GrantRow> Live()
    {
        var now = time.GetUtcNow();
        return db.Set<GrantRow>().AsNoTracking().Where(grant =>
            grant.RevokedAt == null && grant.CodeRedeemedAt != null && (grant.RefreshGeneration == null || grant.RefreshSlidingExpiry > now));
    }

    private IQueryable<LiveGrant> Read(IQueryable<GrantRow> grants) =>
        from grant in grants
        join user in db.Set<User>() on grant.UserId equals user.Id
        orderby grant.Id descending
        select new LiveGrant
        {
            Id = grant.Id,
            UserId = grant.UserId,
            UserName = user.UserName!,
            ClientId = grant.ClientId,
            ClientName = grant.ClientId,
            Scopes = grant.Scopes,
            SessionId = db.Set<UserSession>().Any(session => session.Id == grant.SessionId && session.EndedAt == null) ? grant.SessionId : null,
            OfflineAccess = grant.OfflineAccess,
            CreatedAt = grant.CreatedAt,
            LastUsedAt = grant.LastUsedAt,
            ExpiresAt = grant.RefreshAbsoluteExpiry,
        };

    private async Task<IReadOnlyList<LiveGrant>> WithClientsAsync(IReadOnlyList<LiveGrant> grants, CancellationToken cancellationToken)
    {
        var named = new List<LiveGrant>(grants.Count);
        foreach (var grant in grants)
            named.Add(grant with { ClientName = (await clients.FindAsync(grant.ClientId, cancellationToken))?.ClientName ?? grant.ClientId });
        return named;
    }
}

/// <summary>Which grants are looked for.</summary>
public sealed record GrantQuery
{
    public Guid? UserId { get; init; }
    public string? ClientId { get; init; }

    /// <summary>From 1; null with <see cref="After"/>.</summary>
    public int? Page { get; init; }
    public required int Limit { get; init; }

    /// <summary>The last grant of the page before.</summary>
    public Guid? After { get; init; }
}

/// <summary>One page of grants.</summary>
/// <param name="TotalCapped">Counting stopped: there are at least <paramref name="Total"/>.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record GrantPage(IReadOnlyList<LiveGrant> Items, long Total, bool TotalCapped, Guid? Next);

/// <summary>A grant that lives.</summary>
public sealed record LiveGrant
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string UserName { get; init; }
    public required string ClientId { get; init; }

    /// <summary>The id when the client has no name.</summary>
    public required string ClientName { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Null once its session has ended.</summary>
    public Guid? SessionId { get; init; }
    public required bool OfflineAccess { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When its refresh token ends at the latest; null without one.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
