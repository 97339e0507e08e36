using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Passwords;

/// <summary>Gives a person another password. Everything that hangs from the old one ends: all other sessions, all grants.</summary>
public sealed class PasswordChange
{
    private const string ChangedAction = "user.password_changed";
    private const string RefusedAction = "user.password_change_refused";

    private readonly IdentityDb _db;
    private readonly PasswordChoice _choice;
    private readonly PasswordHistory _history;
    private readonly PasswordProof _proof;
    private readonly AccountEnding _ending;
    private readonly TimeProvider _time;

    internal PasswordChange(
        IdentityDb db, PasswordChoice choice, PasswordHistory history, PasswordProof proof, AccountEnding ending, TimeProvider time) =>
        (_db, _choice, _history, _proof, _ending, _time) = (db, choice, history, proof, ending, time);

    /// <param name="keepSession">The session in which it is done. It lives on, and is to be renewed with what
    /// <see cref="PasswordChangeOutcome.Changed"/> holds, which gives it a new handle.</param>
    public async Task<PasswordChangeOutcome> ChangeAsync(
        Guid userId, string current, string next, Guid keepSession, Actor actor, CancellationToken cancellationToken)
    {
        if (await _db.Set<User>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == userId && row.Status == UserStatus.Active, cancellationToken) is not { } user)
            return new PasswordChangeOutcome.WrongPassword();
        var proof = await _proof.ProveAsync(user, current, keepSession, RefusedAction, actor, cancellationToken);
        if (proof is PasswordProofOutcome.Busy(var wait)) return new PasswordChangeOutcome.Busy(wait);
        if (proof is not PasswordProofOutcome.Proved) return new PasswordChangeOutcome.WrongPassword();

        return await _choice.ChooseAsync(user, next, cancellationToken) switch
        {
            ChosenPassword.Hashed(var hash) => await SaveAsync(user, hash, keepSession, actor, cancellationToken),
            ChosenPassword.Invalid(var problems) => new PasswordChangeOutcome.Invalid(problems),
            ChosenPassword.Busy(var retryAfter) => new PasswordChangeOutcome.Busy(retryAfter),
            _ => throw new InvalidOperationException("A choice has one of three ends."),
        };
    }

    private async Task<PasswordChangeOutcome> SaveAsync(User user, string hash, Guid keepSession, Actor actor, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var stamp = Jose.Handles.Create();
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var changed = await _db.Set<User>()
            .Where(row => row.Id == user.Id && row.Status == UserStatus.Active)
            .Where(PasswordUnchanged.Since(user.PasswordHash, user.SecurityStamp))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.PasswordHash, hash)
                    .SetProperty(row => row.SecurityStamp, stamp)
                    .SetProperty(row => row.PasswordChangedAt, now),
                cancellationToken);
        if (changed == 0) return new PasswordChangeOutcome.WrongPassword(); // it was changed or suspended meanwhile
        if (await SessionTurn.TakeAsync(_db, keepSession, user.Id, now, cancellationToken) is not { } person) return new PasswordChangeOutcome.SessionEnded();

        await _history.KeepAsync(user, cancellationToken);
        await _ending.EndAsync(user.Id, keepSession, SessionEndReason.CredentialsChanged, RevocationReason.CredentialsChanged, actor, cancellationToken);
        _db.Audit(AuditEntry.OnUser(ChangedAction, actor, user.Id));
        _db.Enqueue(Letters.PasswordChanged(user));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new PasswordChangeOutcome.Changed(Renewed(person, now));
    }

    /// <summary>The password alone was proved again. A session that rests on nothing else is as young as that; any other stays as strong and as old
    /// as it was, since its other factors were not shown.</summary>
    private static SignedInUser Renewed(SignedInUser person, DateTimeOffset now) =>
        person.Amr is ["pwd"] ? person with { AuthTime = now } : person;
}

/// <summary>What became of a wish for another password.</summary>
public abstract record PasswordChangeOutcome
{
    private PasswordChangeOutcome() { }

    /// <param name="User">To renew the kept session with.</param>
    public sealed record Changed(SignedInUser User) : PasswordChangeOutcome;

    /// <summary>The current password is wrong, or was tried too often.</summary>
    public sealed record WrongPassword : PasswordChangeOutcome;

    /// <summary>The session in which it was asked for has ended: nothing was changed.</summary>
    public sealed record SessionEnded : PasswordChangeOutcome;

    /// <param name="Problems">The rules that the new password breaks.</param>
    public sealed record Invalid(IReadOnlyList<string> Problems) : PasswordChangeOutcome;

    public sealed record Busy(TimeSpan RetryAfter) : PasswordChangeOutcome;
}
