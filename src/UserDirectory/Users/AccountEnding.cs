using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Grants;
using UserDirectory.Roles;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;

namespace UserDirectory.Users;

/// <summary>Ends all that a person has open, in the caller's transaction: sessions first, so that no grant is added behind them. No browser is
/// remembered any more.</summary>
internal sealed class AccountEnding(
    IdentityDb db, SessionEnding sessions, GrantRevocation grants, SessionCache cache, PermissionLookup permissions)
{
    /// <param name="exceptSession">A session that lives on.</param>
    public async Task EndAsync(
        Guid userId, Guid? exceptSession, SessionEndReason sessionReason, RevocationReason grantReason, Actor actor, CancellationToken cancellationToken)
    {
        var open = await db.Set<UserSession>().AsNoTracking()
            .Where(session => session.UserId == userId && session.EndedAt == null && session.Id != exceptSession)
            .Select(session => new { session.Id, session.HandleHash })
            .ToListAsync(cancellationToken);
        foreach (var session in open)
        {
            await sessions.EndAsync(db, session.Id, sessionReason, actor, cancellationToken);
            db.AfterCommit(() => cache.Forget(session.HandleHash));
        }

        await db.Set<PartialSignInRow>().Where(partial => partial.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RememberedDeviceRow>().Where(device => device.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.AfterCommit(() => permissions.ForgetUser(userId));
        await grants.RevokeAllOfUserAsync(db, userId, grantReason, actor, cancellationToken);
    }
}
