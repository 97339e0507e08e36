using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.Roles;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Analytics;

/// <summary>What an administrator should look at, read from what there is.</summary>
internal static class Concerns
{
    private const int MostCounted = 10_000;
    private const int FailedOften = 3;
    private const int RefusalsThatMatter = 20;
    private const int Week = 7;

    private static readonly TimeSpan SealedLate = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ErasureSoon = TimeSpan.FromDays(3);

    public static async Task<IReadOnlyList<Concern>> FindAsync(
        IdentityDb db, IReadOnlyList<DayFigures> days, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Concern?[] found =
        [
            await DeliveriesAsync(db, cancellationToken),
            await UnsealedAsync(db, now, cancellationToken),
            Refusals(days),
            await LockedAsync(db, now, cancellationToken),
            await ErasuresAsync(db, now, cancellationToken),
            await AdministratorsAsync(db, cancellationToken),
        ];
        return [.. found.OfType<Concern>().OrderByDescending(concern => concern.Grave)];
    }

    private static async Task<Concern?> DeliveriesAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        // Apart, because each has an index of its own.
        var dead = db.Set<OutboxMessage>().Where(message => message.DeadAt != null);
        var failing = db.Set<OutboxMessage>().Where(message => message.DeliveredAt == null && message.DeadAt == null && message.Attempts >= FailedOften);
        var count = await dead.LongCountAsync(cancellationToken) + await failing.LongCountAsync(cancellationToken);
        if (count == 0) return null;
        var since = await dead.Concat(failing).MinAsync(message => message.CreatedAt, cancellationToken);
        return new Concern(ConcernKinds.DeliveriesFailing, Grave: true, count, since);
    }

    private static async Task<Concern?> UnsealedAsync(IdentityDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var late = now - SealedLate;
        var waiting = db.Set<AuditRow>().Where(row => row.Position == null && row.OccurredAt < late);
        var count = await waiting.Take(MostCounted).LongCountAsync(cancellationToken);
        return count == 0
            ? null
            : new Concern(ConcernKinds.AuditUnsealed, Grave: true, count, await waiting.MinAsync(row => row.OccurredAt, cancellationToken));
    }

    private static Concern? Refusals(IReadOnlyList<DayFigures> days)
    {
        var last = days.TakeLast(Week).ToList();
        var (refused, before) = (last.Sum(day => day.RefusedSignIns), days.SkipLast(Week).TakeLast(Week).Sum(day => day.RefusedSignIns));
        return refused < RefusalsThatMatter || refused < 2 * before
            ? null
            : new Concern(
                ConcernKinds.RefusedSignInsRising, Grave: false, refused, new DateTimeOffset(last[0].Date, TimeOnly.MinValue, TimeSpan.Zero));
    }

    private static async Task<Concern?> LockedAsync(IdentityDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = await db.Set<SignInBucket>().Where(bucket => bucket.BlockedUntil > now && bucket.UserId != null)
            .Select(bucket => bucket.UserId).Distinct().LongCountAsync(cancellationToken);
        return count == 0 ? null : new Concern(ConcernKinds.AccountsLocked, Grave: false, count, Since: null);
    }

    private static async Task<Concern?> ErasuresAsync(IdentityDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var soon = now + ErasureSoon;
        var count = await db.Set<User>()
            .Where(user => user.Status == UserStatus.PendingDeletion && user.PurgeAfter <= soon).LongCountAsync(cancellationToken);
        return count == 0 ? null : new Concern(ConcernKinds.AccountsDueForErasure, Grave: false, count, Since: null);
    }

    private static async Task<Concern?> AdministratorsAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var key = RoleNames.Key(RoleNames.Admin);
        var administrators =
            from role in db.Set<Role>()
            join link in db.Set<IdentityUserRole<Guid>>() on role.Id equals link.RoleId
            join user in db.Set<User>() on link.UserId equals user.Id
            where role.NormalizedName == key && user.Status == UserStatus.Active
            select user.Id;
        return await administrators.Take(2).CountAsync(cancellationToken) == 1
            ? new Concern(ConcernKinds.SingleAdministrator, Grave: false, 1, Since: null)
            : null;
    }
}
