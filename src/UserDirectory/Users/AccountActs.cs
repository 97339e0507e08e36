using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Deletion;
using UserDirectory.Roles;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;

namespace UserDirectory.Users;

/// <summary>What administrators do to accounts besides changing them. Each act asks in its own transaction whether they may.</summary>
public sealed class AccountActs
{
    private readonly IdentityDb _db;
    private readonly Escalation _escalation;
    private readonly AccountDeletion _deletion;
    private readonly UserSessions _sessions;
    private readonly Lockout _lockout;
    private readonly FactorReset _factors;

    internal AccountActs(
        IdentityDb db, Escalation escalation, AccountDeletion deletion, UserSessions sessions, Lockout lockout, FactorReset factors) =>
        (_db, _escalation, _deletion, _sessions, _lockout, _factors) = (db, escalation, deletion, sessions, lockout, factors);

    /// <summary>Forgives all failed sign-ins, on every device and network.</summary>
    public async Task<AccountAct> UnlockAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await RefuseAsync(userId, null, actor, cancellationToken) is { } refused) return refused;
        var forgiven = await _lockout.UnlockAsync(userId, cancellationToken);
        if (forgiven > 0)
            _db.Audit(AuditEntry.OnUser("user.unlocked", actor, userId) with { OldValues = new JsonObject { ["counted_devices"] = forgiven } });
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new AccountAct.Done(forgiven);
    }

    /// <summary>Signs the person out everywhere. What they allowed an app to do in their absence (<c>offline_access</c>) stays.</summary>
    public async Task<AccountAct> EndSessionsAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await RefuseAsync(userId, null, actor, cancellationToken) is { } refused) return refused;
        var ended = await _sessions.EndAllAsync(userId, null, SessionEndReason.EndedByAdministrator, actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new AccountAct.Done(ended);
    }

    /// <summary>Takes all second factors away, for somebody who has lost them. The person is signed out everywhere, and told.</summary>
    public async Task<AccountAct> ResetSecondFactorsAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        if (userId == actor.UserId) return new AccountAct.OwnAccount();
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await RefuseAsync(userId, null, actor, cancellationToken) is { } refused) return refused;
        var removed = await _factors.ApplyAsync(userId, actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new AccountAct.Done(removed);
    }

    /// <param name="expectedVersion">Null sets no condition.</param>
    public async Task<AccountAct> DeleteAsync(Guid userId, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        if (userId == actor.UserId) return new AccountAct.OwnAccount();
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await RefuseAsync(userId, expectedVersion, actor, cancellationToken) is { } refused) return refused;
        AccountAct outcome = await _deletion.RequestAsync(userId, actor, cancellationToken) switch
        {
            DeletionOutcome.Requested => new AccountAct.Done(1),
            DeletionOutcome.LastAdmin => new AccountAct.LastAdmin(),
            DeletionOutcome.AlreadyRequested => new AccountAct.Unchanged(),
            _ => new AccountAct.NotFound(),
        };
        if (outcome is AccountAct.Done) await write.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Takes a deletion back, whoever asked for it.</summary>
    public async Task<AccountAct> RestoreAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await RefuseAsync(userId, null, actor, cancellationToken) is { } refused) return refused;
        AccountAct outcome = await _deletion.KeepAsync(userId, actor, cancellationToken) switch
        {
            KeepOutcome.Kept => new AccountAct.Done(1),
            KeepOutcome.NotPending => new AccountAct.Unchanged(),
            _ => new AccountAct.NotFound(),
        };
        if (outcome is AccountAct.Done) await write.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Null says that the act may go on; the account's row is then this transaction's.</summary>
    private async Task<AccountAct?> RefuseAsync(Guid userId, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        if (await _escalation.LackedAsync(actor, userId, cancellationToken) is { } lacked) return new AccountAct.Forbidden(lacked);
        var account = _db.Set<User>().Where(user => user.Id == userId);
        var taken = await account.Where(user => expectedVersion == null || user.Version == expectedVersion)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.Version, user => user.Version), cancellationToken);
        if (taken > 0) return null;
        return await account.AnyAsync(cancellationToken) ? new AccountAct.Stale() : new AccountAct.NotFound();
    }
}

/// <summary>What became of an act.</summary>
public abstract record AccountAct
{
    private AccountAct() { }

    /// <param name="Count">How many things it was about, such as sessions.</param>
    public sealed record Done(int Count) : AccountAct;

    /// <summary>The account is not in a status from which this is possible.</summary>
    public sealed record Unchanged : AccountAct;

    public sealed record NotFound : AccountAct;

    /// <summary>The account is not in the expected version any more; nothing was changed.</summary>
    public sealed record Stale : AccountAct;

    /// <summary>Nobody else could administer the installation.</summary>
    public sealed record LastAdmin : AccountAct;

    /// <summary>Nobody does this to themselves here.</summary>
    public sealed record OwnAccount : AccountAct;

    /// <param name="Permission">What the account holds and the actor lacks.</param>
    public sealed record Forbidden(string Permission) : AccountAct;
}
