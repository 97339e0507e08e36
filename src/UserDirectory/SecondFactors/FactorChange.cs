using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>What goes with every change of second factors, in the caller's transaction: all that hangs from the former ones ends, links and half
/// sign-ins with it, the trail has it, and the owner is told.</summary>
internal sealed class FactorChange(IdentityDb db, AccountEnding ending, TimeProvider time)
{
    /// <param name="keepSession">The session in which it is done, if there is one. It is to be renewed, which gives it a new handle.</param>
    /// <param name="detail">What the trail says besides.</param>
    public async Task ApplyAsync(
        Guid userId, Guid? keepSession, string action, SecurityNotice notice, Actor actor, CancellationToken cancellationToken, string? detail = null)
    {
        var (stamp, now) = (Jose.Handles.Create(), time.GetUtcNow());
        await db.Set<User>().Where(user => user.Id == userId).ExecuteUpdateAsync(
            set => set
                .SetProperty(user => user.SecurityStamp, stamp)
                .SetProperty(user => user.UpdatedAt, now)
                .SetProperty(user => user.Version, user => user.Version + 1),
            cancellationToken);
        await ending.EndAsync(userId, keepSession, SessionEndReason.CredentialsChanged, RevocationReason.CredentialsChanged, actor, cancellationToken);
        db.Audit(AuditEntry.OnUser(action, actor, userId) with { Detail = detail });
        var owner = await db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == userId, cancellationToken);
        db.Enqueue(Letters.Notice(owner, notice, actor.UserId == userId ? NoticeFacts.Of(actor, now) : null)); // nobody else's address is told
        await db.SaveChangesAsync(cancellationToken);
    }
}
