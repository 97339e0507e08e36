using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Grants.Sql;

namespace UserDirectory.Grants;

/// <summary>Whether access tokens still count. A token's own id does not name what it hangs from, so all three parts are asked.</summary>
internal sealed class AccessTokenStore(
    IGrantSql sql,
    IClientStore clients,
    IDbContextFactory<IdentityDb> databases,
    AccessTokenCache cache,
    CurrentActor actor,
    TimeProvider time) : IAccessTokenStore
{
    public async ValueTask<bool> IsLiveAsync(AccessTokenReference token, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(token.ClientId, cancellationToken) is null)
            return false;

        var key = $"{token.TokenId} {token.ClientId} {token.GrantId}";
        if (cache.Find(key) is { } known)
            return known;
        var revision = cache.Revision;
        var live = await sql.IsTokenLiveAsync(token, time.GetUtcNow(), cancellationToken);
        cache.Keep(key, live, revision);
        return live;
    }

    public async Task RevokeAsync(AccessTokenReference token, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await IsRevokedAsync(db, token, cancellationToken))
        {
            db.Add(new RevokedToken { TokenId = token.TokenId, ExpiresAt = expiresAt });
            db.Audit(new AuditEntry("access_token.revoked", actor.Get() with { ClientId = token.ClientId })
            {
                TargetType = "access_token",
                TargetId = token.TokenId,
            });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException)
            {
                db.ChangeTracker.Clear();
                if (!await IsRevokedAsync(db, token, cancellationToken)) // else another request was faster
                    throw;
            }
        }

        cache.Clear();
    }

    private static Task<bool> IsRevokedAsync(IdentityDb db, AccessTokenReference token, CancellationToken cancellationToken) =>
        db.Set<RevokedToken>().AnyAsync(revoked => revoked.TokenId == token.TokenId, cancellationToken);
}
