using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using OidcEngine.EndSession;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Grants;
using UserDirectory.Outbox;

namespace UserDirectory.Sessions;

/// <summary>Ends sessions with all that hangs from them, in one transaction: the caller's when there is one.</summary>
internal sealed class SessionEnding(GrantRevocation grants, IClientStore clients, SessionCache cache, TimeProvider time)
{
    /// <summary>The ids of all clients that were signed in to in the session; empty when it had ended before.</summary>
    public async Task<IReadOnlyList<string>> EndAsync(
        IdentityDb db, Guid sessionId, SessionEndReason reason, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var name = reason.ToString();
        await using var write = await db.BeginWriteAsync(cancellationToken);

        // The session first: a grant that is being added to it waits for this, or is found below.
        var ended = await db.Set<UserSession>().Where(row => row.Id == sessionId && row.EndedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.EndedAt, now).SetProperty(row => row.EndReason, name), cancellationToken);
        if (ended == 0)
            return [];

        var session = await db.Set<UserSession>().AsNoTracking().SingleAsync(row => row.Id == sessionId, cancellationToken);
        var userId = session.UserId;
        var clientIds = await ClientsOf(db, sessionId).Select(grant => grant.ClientId).Distinct().Order().ToListAsync(cancellationToken);
        await grants.RevokeOfSessionAsync(db, sessionId, Because(reason), cancellationToken);
        foreach (var clientId in clientIds)
            if (await clients.FindAsync(clientId, cancellationToken) is { BackchannelLogoutUri: not null })
                db.Enqueue(OutboxMessage.Create(
                    OutboxKinds.BackChannelLogout, new LogoutNotice(clientId, userId.ToString(), sessionId), userId, sessionId));

        db.Audit(new AuditEntry("session.ended", actor with { UserId = actor.UserId ?? OwnerWhenSignedOut(reason, userId) })
        {
            TargetType = AuditEntry.UserTarget,
            TargetId = userId.ToString(),
            NewValues = new JsonObject
            {
                ["session"] = sessionId.ToString(),
                ["reason"] = name,
                ["clients"] = new JsonArray([.. clientIds.Select(clientId => JsonValue.Create(clientId))]),
            },
        });
        await db.SaveChangesAsync(cancellationToken);
        db.AfterCommit(() => cache.Forget(session.HandleHash));
        await write.CommitAsync(cancellationToken);
        return clientIds;
    }

    /// <summary>The grants of the clients that were signed in to: those whose code was used.</summary>
    internal static IQueryable<GrantRow> ClientsOf(IdentityDb db, Guid sessionId) =>
        db.Set<GrantRow>().AsNoTracking().Where(grant => grant.SessionId == sessionId && grant.CodeRedeemedAt != null);

    private static RevocationReason Because(SessionEndReason reason) => reason switch
    {
        SessionEndReason.CredentialsChanged => RevocationReason.CredentialsChanged,
        SessionEndReason.UserDisabled => RevocationReason.UserDisabled,
        _ => RevocationReason.SessionEnded,
    };

    private static Guid? OwnerWhenSignedOut(SessionEndReason reason, Guid userId) =>
        reason is SessionEndReason.SignedOut ? userId : null;
}
