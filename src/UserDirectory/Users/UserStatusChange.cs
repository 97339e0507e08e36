using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Roles;

namespace UserDirectory.Users;

/// <summary>Suspends accounts and takes them back. Suspending ends all that the person has open, in the same transaction.</summary>
public sealed class UserStatusChange
{
    private readonly IdentityDb _db;
    private readonly Escalation _escalation;
    private readonly AccountEnding _ending;
    private readonly LastAdministrator _lastAdministrator;
    private readonly TimeProvider _time;

    internal UserStatusChange(
        IdentityDb db, Escalation escalation, AccountEnding ending, LastAdministrator lastAdministrator, TimeProvider time) =>
        (_db, _escalation, _ending, _lastAdministrator, _time) = (db, escalation, ending, lastAdministrator, time);

    public async Task<StatusChangeOutcome> SuspendAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        if (userId == actor.UserId) return new StatusChangeOutcome.OwnAccount();
        return await ChangeAsync(userId, UserStatus.Active, UserStatus.Suspended, "user.suspended", actor, cancellationToken);
    }

    public Task<StatusChangeOutcome> ActivateAsync(Guid userId, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(userId, UserStatus.Suspended, UserStatus.Active, "user.activated", actor, cancellationToken);

    private async Task<StatusChangeOutcome> ChangeAsync(
        Guid userId, string from, string to, string action, Actor actor, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _escalation.LackedAsync(actor, userId, cancellationToken) is { } lacked) return new StatusChangeOutcome.Forbidden(lacked);
        if (to == UserStatus.Suspended && await _lastAdministrator.IsAsync(userId, cancellationToken)) return new StatusChangeOutcome.LastAdmin();
        var changed = await _db.Set<User>().Where(user => user.Id == userId && user.Status == from).ExecuteUpdateAsync(
            set => set
                .SetProperty(user => user.Status, to)
                .SetProperty(user => user.UpdatedAt, now)
                .SetProperty(user => user.Version, user => user.Version + 1),
            cancellationToken);
        if (changed == 0)
            return await _db.Set<User>().AnyAsync(user => user.Id == userId, cancellationToken) ? new StatusChangeOutcome.Unchanged() : new StatusChangeOutcome.NotFound();

        if (to == UserStatus.Suspended)
            await _ending.EndAsync(userId, null, SessionEndReason.UserDisabled, RevocationReason.UserDisabled, actor, cancellationToken);
        _db.Audit(AuditEntry.OnUser(action, actor, userId) with
        {
            OldValues = new JsonObject { ["status"] = from },
            NewValues = new JsonObject { ["status"] = to },
        });
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new StatusChangeOutcome.Changed();
    }
}

/// <summary>What became of a change of status.</summary>
public abstract record StatusChangeOutcome
{
    private StatusChangeOutcome() { }

    public sealed record Changed : StatusChangeOutcome;

    /// <summary>The account was not in a status from which this is possible.</summary>
    public sealed record Unchanged : StatusChangeOutcome;

    public sealed record NotFound : StatusChangeOutcome;

    /// <summary>Nobody else could administer the installation.</summary>
    public sealed record LastAdmin : StatusChangeOutcome;

    /// <summary>Nobody suspends themselves.</summary>
    public sealed record OwnAccount : StatusChangeOutcome;

    /// <param name="Permission">What the account holds and the actor lacks.</param>
    public sealed record Forbidden(string Permission) : StatusChangeOutcome;
}
