using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Grants;

internal sealed class GrantStore(IDbContextFactory<IdentityDb> databases, GrantRevocation revocation, CurrentActor actor) : IGrantStore
{
    public async Task<Grant?> FindLiveAsync(Guid grantId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<GrantRow>().AsNoTracking()
            .FirstOrDefaultAsync(grant => grant.Id == grantId && grant.RevokedAt == null, cancellationToken);
        return row?.ToGrant();
    }

    public async Task<bool> RevokeAsync(Guid grantId, string clientId, RevocationReason reason, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var caller = actor.Get() with { ClientId = clientId };
        return await revocation.RevokeAsync(db, grantId, reason, caller, cancellationToken, clientId);
    }
}
