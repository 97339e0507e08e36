using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.Deletion;

/// <summary>Takes accounts out of use for a while, at whose end they are erased, and gives them back until then.
/// The user name and the e-mail address stay reserved meanwhile.</summary>
public sealed class AccountDeletion
{
    private readonly IdentityDb _db;
    private readonly AccountEnding _ending;
    private readonly LastAdministrator _lastAdministrator;
    private readonly DeletionOptions _options;
    private readonly TimeProvider _time;

    internal AccountDeletion(
        IdentityDb db, AccountEnding ending, LastAdministrator lastAdministrator, DeletionOptions options, TimeProvider time) =>
        (_db, _ending, _lastAdministrator, _options, _time) = (db, ending, lastAdministrator, options, time);

    /// <summary>Ends all that the person has open. What the owner of the account asks for, the owner may take back; what an administrator
    /// does, only an administrator.</summary>
    public async Task<DeletionOutcome> RequestAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var purgeAfter = now + _options.DeletionGrace;
        var byOwner = actor.UserId == userId;
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _lastAdministrator.IsAsync(userId, cancellationToken)) return new DeletionOutcome.LastAdmin();
        var changed = await Accounts(userId).Where(user => user.Status != UserStatus.PendingDeletion).ExecuteUpdateAsync(
            set => set
                .SetProperty(user => user.StatusBeforeDeletion, user => user.Status)
                .SetProperty(user => user.Status, UserStatus.PendingDeletion)
                .SetProperty(user => user.PurgeAfter, purgeAfter)
                .SetProperty(user => user.DeletedByOwner, byOwner)
                .SetProperty(user => user.UpdatedAt, now)
                .SetProperty(user => user.Version, user => user.Version + 1),
            cancellationToken);
        if (changed == 0)
            return await Accounts(userId).AnyAsync(cancellationToken) ? new DeletionOutcome.AlreadyRequested() : new DeletionOutcome.NotFound();

        await _ending.EndAsync(userId, null, SessionEndReason.UserDisabled, RevocationReason.UserDisabled, actor, cancellationToken);
        var user = await Accounts(userId).SingleAsync(cancellationToken);
        _db.Enqueue(Letters.DeletionRequested(user));
        _db.Audit(AuditEntry.OnUser("user.deletion_requested", actor, userId) with
        {
            OldValues = new JsonObject { ["status"] = user.StatusBeforeDeletion },
            NewValues = new JsonObject { ["status"] = user.Status, ["purge_after"] = purgeAfter.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) },
        });
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new DeletionOutcome.Requested(user.PurgeAfter!.Value);
    }

    /// <summary>Takes a deletion back, while there is time: the account has its former status again.</summary>
    public Task<KeepOutcome> KeepAsync(Guid userId, Actor actor, CancellationToken cancellationToken) =>
        KeepAsync(Accounts(userId), userId, actor, cancellationToken);

    /// <summary>The owner's own decision, on the request that the sign-in has shown: a later request is another one.</summary>
    public Task<KeepOutcome> KeepAsync(PendingAccount account, Actor actor, CancellationToken cancellationToken) =>
        KeepAsync(
            Accounts(account.UserId).Where(user => user.DeletedByOwner && user.PurgeAfter == account.PurgeAfter), account.UserId, actor, cancellationToken);

    private async Task<KeepOutcome> KeepAsync(IQueryable<User> account, Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var kept = await account.Where(user => user.Status == UserStatus.PendingDeletion && user.PurgeAfter > now).ExecuteUpdateAsync(
            set => set
                .SetProperty(user => user.Status, user => user.StatusBeforeDeletion ?? UserStatus.Active)
                .SetProperty(user => user.StatusBeforeDeletion, (string?)null)
                .SetProperty(user => user.PurgeAfter, (DateTimeOffset?)null)
                .SetProperty(user => user.DeletedByOwner, false)
                .SetProperty(user => user.UpdatedAt, now)
                .SetProperty(user => user.Version, user => user.Version + 1),
            cancellationToken);
        if (kept == 0)
            return await Accounts(userId).AnyAsync(cancellationToken) ? new KeepOutcome.NotPending() : new KeepOutcome.NotFound();

        var user = await Accounts(userId).SingleAsync(cancellationToken);
        _db.Enqueue(Letters.AccountKept(user));
        _db.Audit(AuditEntry.OnUser("user.deletion_cancelled", actor, userId) with
        {
            OldValues = new JsonObject { ["status"] = UserStatus.PendingDeletion },
            NewValues = new JsonObject { ["status"] = user.Status },
        });
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new KeepOutcome.Kept();
    }

    private IQueryable<User> Accounts(Guid userId) => _db.Set<User>().AsNoTracking().Where(user => user.Id == userId);
}

/// <summary>An account whose owner has asked for its deletion and may still take that back.</summary>
/// <param name="PurgeAfter">Tells this request from an earlier one.</param>
public sealed record PendingAccount(Guid UserId, string UserName, DateTimeOffset PurgeAfter);
