using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Grants;

/// <summary>Ends grants, each time with one audit row in the same transaction, which is the caller's when there is one.</summary>
public sealed class GrantRevocation
{
    private const string Action = "grant.revoked";

    private readonly AccessTokenCache _accessTokens;
    private readonly TimeProvider _time;

    internal GrantRevocation(AccessTokenCache accessTokens, TimeProvider time) => (_accessTokens, _time) = (accessTokens, time);

    /// <summary>Everything that the person has given to any client, offline access included: after a password or second factor
    /// changed, or when the account is suspended. Sessions are ended first, so that no grant is added behind it.</summary>
    /// <returns>How many grants ended.</returns>
    public Task<int> RevokeAllOfUserAsync(
        IdentityDb db, Guid userId, RevocationReason reason, Actor actor, CancellationToken cancellationToken) =>
        RevokeAsync(
            db, grant => grant.Where(row => row.UserId == userId), reason,
            AuditEntry.OnUser(Action, actor, userId), cancellationToken);

    /// <summary>What the person has given to one client.</summary>
    internal Task<int> RevokeOfClientAsync(
        IdentityDb db, Guid userId, string clientId, RevocationReason reason, Actor actor, CancellationToken cancellationToken) =>
        RevokeAsync(
            db, grant => grant.Where(row => row.UserId == userId && row.ClientId == clientId), reason,
            AuditEntry.OnUser(Action, actor with { ClientId = actor.ClientId ?? clientId }, userId), cancellationToken);

    /// <summary>What anybody has given to a client that is deleted.</summary>
    internal Task<int> RevokeOfDeletedClientAsync(IdentityDb db, string clientId, Actor actor, CancellationToken cancellationToken) =>
        RevokeAsync(
            db, grant => grant.Where(row => row.ClientId == clientId), RevocationReason.ClientDisabled,
            new AuditEntry(Action, actor) { TargetType = "client", TargetId = clientId }, cancellationToken);

    /// <summary>What ends with a session: grants without offline access, and codes that were not used yet. The session's own record
    /// tells of it, so there is none here.</summary>
    internal Task<int> RevokeOfSessionAsync(IdentityDb db, Guid sessionId, RevocationReason reason, CancellationToken cancellationToken) =>
        RevokeAsync(
            db, grant => grant.Where(row => row.SessionId == sessionId && (!row.OfflineAccess || row.CodeRedeemedAt == null)), reason,
            entry: null, cancellationToken);

    /// <summary>One grant; false when it had ended before.</summary>
    internal async Task<bool> RevokeAsync(
        IdentityDb db, Guid grantId, RevocationReason reason, Actor actor, CancellationToken cancellationToken, string? clientId = null)
    {
        var entry = new AuditEntry(Action, actor) { TargetType = "grant", TargetId = grantId.ToString() };
        return await RevokeAsync(
            db, grant => grant.Where(row => row.Id == grantId && (clientId == null || row.ClientId == clientId)), reason, entry,
            cancellationToken) > 0;
    }

    /// <summary>One grant of somebody else; the record says whose and what for.</summary>
    internal async Task<bool> RevokeByAdministratorAsync(
        IdentityDb db, Guid grantId, Guid userId, string clientId, Actor actor, CancellationToken cancellationToken)
    {
        var entry = AuditEntry.OnUser(Action, actor, userId) with
        {
            NewValues = new JsonObject { ["grant"] = grantId.ToString(), ["client_id"] = clientId },
        };
        return await RevokeAsync(
            db, grant => grant.Where(row => row.Id == grantId), RevocationReason.RevokedByAdministrator, entry, cancellationToken) > 0;
    }

    private async Task<int> RevokeAsync(
        IdentityDb db, Func<IQueryable<GrantRow>, IQueryable<GrantRow>> which, RevocationReason reason, AuditEntry? entry,
        CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var name = reason.ToString();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var count = await which(db.Set<GrantRow>()).Where(grant => grant.RevokedAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(grant => grant.RevokedAt, now).SetProperty(grant => grant.RevocationReason, name),
            cancellationToken);
        if (count > 0)
        {
            if (entry is not null)
            {
                var values = entry.NewValues ?? [];
                (values["reason"], values["grants"]) = (name, count);
                db.Audit(entry with { NewValues = values });
                await db.SaveChangesAsync(cancellationToken);
            }

            db.AfterCommit(_accessTokens.Clear);
        }

        await write.CommitAsync(cancellationToken);
        return count;
    }
}
