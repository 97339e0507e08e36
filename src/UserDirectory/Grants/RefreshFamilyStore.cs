using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Grants.Sql;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace UserDirectory.Grants;

/// <summary>Refresh families lie in the rows of their grants.</summary>
internal sealed class RefreshFamilyStore(
    IGrantSql sql, IDbContextFactory<IdentityDb> databases, GrantRevocation revocation, CurrentActor actor, TimeProvider time)
    : IRefreshFamilyStore
{
    public async Task<RefreshRedemption> RedeemAsync(RefreshAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await sql.AdvanceAsync(attempt, now, cancellationToken) is { } advanced
            ? new RefreshRedemption.Redeemed(advanced.Grant, advanced.Generation)
            : await ExplainAsync(attempt, now, cancellationToken);
    }

    public async Task<RefreshFamily?> FindLiveAsync(Guid grantId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await LiveRowAsync(db, grantId, time.GetUtcNow(), cancellationToken) is { } row
            ? new RefreshFamily(row.ToGrant(), row.RefreshGeneration!.Value, NearerEnd(row))
            : null;
    }

    private async Task<RefreshRedemption> ExplainAsync(RefreshAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<GrantRow>().AsNoTracking().FirstOrDefaultAsync(grant => grant.Id == attempt.GrantId, cancellationToken);
        if (row?.RefreshGeneration is not { } current)
            return new RefreshRedemption.Unknown();
        if (row.ClientId != attempt.ClientId)
            return new RefreshRedemption.Mismatched("client_id");
        if (row.RefreshSenderKey != attempt.SenderKey?.ToString())
            return new RefreshRedemption.Mismatched("sender_key");
        if (await LiveRowAsync(db, row.Id, now, cancellationToken) is null)
            return new RefreshRedemption.Ended();

        // Without a grace no clock decides: another instance's may have written a rotation that is yet to come here.
        var repeated = attempt.Generation == current - 1 && attempt.Grace > TimeSpan.Zero && row.RefreshRotatedAt + attempt.Grace > now;
        if (attempt.Generation != current && !repeated)
            return await EndReusedAsync(db, row, attempt, cancellationToken);
        if (attempt.Scopes.Except(row.Scopes).Any())
            return new RefreshRedemption.Mismatched("scope");
        if (attempt.Resource is { } resource && !row.Resources.Contains(resource))
            return new RefreshRedemption.Mismatched("resource");
        return repeated
            ? new RefreshRedemption.Repeated(row.ToGrant(), current)
            : new RefreshRedemption.Ended(); // it fits now, but did not a moment ago: the clocks of two instances differ
    }

    // RFC 9700 §4.14.2: one of two holders of the token is not the client. A generation that the row does not know yet was issued
    // before a backup was restored.
    private async Task<RefreshRedemption> EndReusedAsync(
        IdentityDb db, GrantRow row, RefreshAttempt attempt, CancellationToken cancellationToken)
    {
        var presenter = actor.Get() with { ClientId = attempt.ClientId };
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await revocation.RevokeAsync(db, row.Id, RevocationReason.RefreshTokenReused, presenter, cancellationToken))
        {
            var person = await db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == row.UserId, cancellationToken);
            db.Enqueue(Letters.TokenReuse(person));
            await db.SaveChangesAsync(cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return new RefreshRedemption.Reused(row.Id);
    }

    private static Task<GrantRow?> LiveRowAsync(IdentityDb db, Guid grantId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Set<GrantRow>().AsNoTracking()
            .Where(grant => grant.Id == grantId && grant.RevokedAt == null && grant.RefreshGeneration != null
                && grant.RefreshSlidingExpiry > now && grant.RefreshAbsoluteExpiry > now)
            .Where(grant => grant.OfflineAccess || db.Set<UserSession>().Any(session =>
                session.Id == grant.SessionId && session.EndedAt == null && session.ExpiresAt > now && session.IdleExpiresAt > now))
            .FirstOrDefaultAsync(cancellationToken);

    private static DateTimeOffset NearerEnd(GrantRow row) =>
        row.RefreshSlidingExpiry < row.RefreshAbsoluteExpiry ? row.RefreshSlidingExpiry.Value : row.RefreshAbsoluteExpiry!.Value;
}
