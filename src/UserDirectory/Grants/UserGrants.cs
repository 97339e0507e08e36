using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Consents;
using UserDirectory.Database;

namespace UserDirectory.Grants;

/// <summary>What a person has allowed which client to do, for their own pages.</summary>
public sealed class UserGrants
{
    private readonly IDbContextFactory<IdentityDb> _databases;
    private readonly GrantRevocation _revocation;
    private readonly IClientStore _clients;

    internal UserGrants(IDbContextFactory<IdentityDb> databases, GrantRevocation revocation, IClientStore clients) =>
        (_databases, _revocation, _clients) = (databases, revocation, clients);

    /// <summary>The clients that hold a live grant or a remembered consent of the person, the one used last first.</summary>
    public async Task<IReadOnlyList<UserGrant>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var grants = await db.Set<GrantRow>().AsNoTracking()
            .Where(grant => grant.UserId == userId && grant.RevokedAt == null && grant.CodeRedeemedAt != null)
            .Select(grant => new Given(grant.ClientId, grant.Scopes, grant.CreatedAt, grant.LastUsedAt))
            .ToListAsync(cancellationToken);
        var consents = await db.Set<ConsentRow>().AsNoTracking()
            .Where(consent => consent.UserId == userId)
            .Select(consent => new Given(consent.ClientId, new[] { consent.Scope }, consent.GivenAt, null))
            .ToListAsync(cancellationToken);

        var answer = new List<UserGrant>();
        foreach (var given in grants.Concat(consents).GroupBy(entry => entry.ClientId, StringComparer.Ordinal))
            answer.Add(new UserGrant(
                given.Key,
                (await _clients.FindAsync(given.Key, cancellationToken))?.ClientName ?? given.Key,
                [.. given.SelectMany(entry => entry.Scopes).Distinct(StringComparer.Ordinal)],
                given.Min(entry => entry.At),
                given.Max(entry => entry.LastUsedAt)));
        return [.. answer.OrderByDescending(grant => grant.LastUsedAt ?? grant.FirstGivenAt)];
    }

    /// <summary>Ends every grant of the client and forgets the consent; false when there was neither.</summary>
    public async Task<bool> WithdrawAsync(Guid userId, string clientId, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var consents = await db.Set<ConsentRow>()
            .Where(consent => consent.UserId == userId && consent.ClientId == clientId)
            .ExecuteDeleteAsync(cancellationToken);
        var grants = await _revocation.RevokeOfClientAsync(
            db, userId, clientId, RevocationReason.ConsentWithdrawn, actor, cancellationToken);
        if (consents > 0)
        {
            db.Audit(AuditEntry.OnUser("consent.withdrawn", actor with { ClientId = actor.ClientId ?? clientId }, userId));
            await db.SaveChangesAsync(cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return consents + grants > 0;
    }

    private sealed record Given(string ClientId, string[] Scopes, DateTimeOffset At, DateTimeOffset? LastUsedAt);
}

/// <summary>All that a person has allowed one client.</summary>
/// <param name="LastUsedAt">Null when it was never used, or is remembered consent alone.</param>
public sealed record UserGrant(
    string ClientId, string ClientName, IReadOnlyList<string> Scopes, DateTimeOffset FirstGivenAt, DateTimeOffset? LastUsedAt);
