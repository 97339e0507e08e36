using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Device;
using UserDirectory.ExternalLogins;
using UserDirectory.Grants;
using UserDirectory.Idempotency;
using UserDirectory.Links;
using UserDirectory.Passkeys;
using UserDirectory.PushedRequests;
using UserDirectory.Refusals;
using UserDirectory.Replay;
using UserDirectory.SecondFactors;
using UserDirectory.Transactions;

namespace UserDirectory.Housekeeping;

/// <summary>Deletes what has served its time: waiting requests, unfinished sign-ins, links of mails, remembered browsers, revoked tokens, kept answers, ids that count once, refused requests, ended
/// grants.</summary>
internal sealed class ExpiredRows(
    IDbContextFactory<IdentityDb> databases, HousekeepingOptions options, TimeProvider time) : IHousekeepingJob
{
    /// <summary>A device that polls too late, or again, is told so for a while.</summary>
    private static readonly TimeSpan KeptDeviceRequests = TimeSpan.FromDays(1);

    public string Name => "housekeeping.expired_rows";

    public TimeSpan Interval => options.Interval;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var transactions = await DeleteAsync(
            db => db.Set<SignInTransactionRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var pushed = await DeleteAsync(
            db => db.Set<PushedRequestRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var steps = await DeleteAsync(
            db => db.Set<PartialSignInRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        steps += await DeleteAsync(
            db => db.Set<PasskeyChallengeRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        steps += await DeleteAsync(
            db => db.Set<ExternalProofRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var links = await DeleteAsync(
            db => db.Set<MailLinkRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var browsers = await DeleteAsync(
            db => db.Set<RememberedDeviceRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var tokens = await DeleteAsync(
            db => db.Set<RevokedToken>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var answers = await DeleteAsync(
            db => db.Set<IdempotencyRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var ids = await DeleteAsync(
            db => db.Set<TakenIdRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var refusals = await DeleteAsync(
            db => db.Set<RefusedRequestRow>().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt), cancellationToken);
        var answered = now - KeptDeviceRequests;
        var devices = await DeleteAsync(
            db => db.Set<DeviceRequestRow>().Where(row => row.ExpiresAt <= answered).OrderBy(row => row.ExpiresAt), cancellationToken);
        var grants = await DeleteAsync(EndedGrants, cancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{transactions + pushed} requests, {steps} unfinished sign-ins, {links} links, {browsers} remembered browsers, {tokens} revoked tokens, {answers} kept answers, {ids} ids, {refusals} refused requests, "
            + $"{devices} device requests, {grants} grants");
    }

    // A grant stays while anything issued from it may live, and for a while longer, to name a replay.
    private IOrderedQueryable<GrantRow> EndedGrants(IdentityDb db)
    {
        var ended = time.GetUtcNow() - options.EndedGrants;
        return db.Set<GrantRow>()
            .Where(grant => grant.CreatedAt < ended && (grant.LastUsedAt == null || grant.LastUsedAt < ended))
            .Where(grant => grant.RevokedAt < ended
                || grant.RefreshGeneration == null
                || grant.RefreshSlidingExpiry < ended)
            .OrderBy(grant => grant.Id);
    }

    private async Task<int> DeleteAsync<TRow>(Func<IdentityDb, IOrderedQueryable<TRow>> expired, CancellationToken cancellationToken)
    {
        var total = 0;
        int count;
        do
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var write = await db.BeginWriteAsync(cancellationToken);
            count = await expired(db).Take(options.BatchSize).ExecuteDeleteAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            total += count;
        }
        while (count == options.BatchSize);
        return total;
    }
}
