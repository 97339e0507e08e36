using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Passwords;

/// <summary>Gives a person another password. Everything that hangs from the old one ends: all other sessions, all grants.</summary>
public sealed class PasswordChange
{
    private const string ChangedAction = "user.password_changed";
    private const string RefusedAction = "user.password_change_refused";

    private readonly IdentityDb _db;
    private readonly PasswordPolicy _policy;
    private readonly PasswordHistory _history;
    private readonly PasswordHashes _hashes;
    private readonly PasswordProof _proof;
    private readonly AccountEnding _ending;
    private readonly TimeProvider _time;

    internal PasswordChange(
        IdentityDb db, PasswordPolicy policy, PasswordHistory history, PasswordHashes hashes, PasswordProof proof, AccountEnding ending, TimeProvider time) =>
        (_db, _policy, _history, _hashes, _proof, _ending, _time) = (db, policy, history, hashes, proof, ending, time);

    /// <param name="keepSession">The session in which it is done. It lives on, and is to be signed in again with what
    /// <see cref="PasswordChangeOutcome.Changed"/> holds, which gives it a new handle.</param>
    public async Task<PasswordChangeOutcome> ChangeAsync(
        Guid userId, string current, string next, Guid keepSession, Actor actor, CancellationToken cancellationToken)
    {
        if (await _db.Set<User>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == userId && row.Status == UserStatus.Active, cancellationToken) is not { } user)
            return new PasswordChangeOutcome.WrongPassword();
        var proof = await _proof.ProveAsync(user, current, keepSession, RefusedAction, actor, cancellationToken);
        if (proof is PasswordProofOutcome.Busy(var wait)) return new PasswordChangeOutcome.Busy(wait);
        if (proof is not PasswordProofOutcome.Proved) return new PasswordChangeOutcome.WrongPassword();

        var problems = _policy.Problems(next, user.UserName, user.Email).ToList();
        if (problems.Count == 0)
        {
            var used = await _history.HoldsAsync(user, next, cancellationToken);
            if (!used.Ran) return new PasswordChangeOutcome.Busy(used.RetryAfter);
            if (used.Value) problems.Add("The password was used before.");
        }

        if (problems.Count > 0) return new PasswordChangeOutcome.Invalid(problems);
        var hash = await _hashes.HashAsync(next, cancellationToken);
        return hash.Ran
            ? await SaveAsync(user, hash.Value, keepSession, actor, cancellationToken)
            : new PasswordChangeOutcome.Busy(hash.RetryAfter);
    }

    private async Task<PasswordChangeOutcome> SaveAsync(User user, string hash, Guid keepSession, Actor actor, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var stamp = Jose.Handles.Create();
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var changed = await _db.Set<User>().Where(row => row.Id == user.Id && row.PasswordHash == user.PasswordHash && row.Status == UserStatus.Active)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.PasswordHash, hash)
                    .SetProperty(row => row.SecurityStamp, stamp)
                    .SetProperty(row => row.PasswordChangedAt, now),
                cancellationToken);
        if (changed == 0) return new PasswordChangeOutcome.WrongPassword(); // it was changed or suspended meanwhile

        await _history.KeepAsync(user, cancellationToken);
        await _ending.EndAsync(user.Id, keepSession, SessionEndReason.CredentialsChanged, RevocationReason.CredentialsChanged, actor, cancellationToken);
        _db.Audit(AuditEntry.OnUser(ChangedAction, actor, user.Id));
        _db.Enqueue(Letters.PasswordChanged(user));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new PasswordChangeOutcome.Changed(new SignedInUser(user.Id, user.UserName!, now, "aal1", ["pwd"]));
    }
}

/// <summary>What became of a wish for another password.</summary>
public abstract record PasswordChangeOutcome
{
    private PasswordChangeOutcome() { }

    /// <param name="User">To sign the kept session in with.</param>
    public sealed record Changed(SignedInUser User) : PasswordChangeOutcome;

    /// <summary>The current password is wrong, or was tried too often.</summary>
    public sealed record WrongPassword : PasswordChangeOutcome;

    /// <param name="Problems">The rules that the new password breaks.</param>
    public sealed record Invalid(IReadOnlyList<string> Problems) : PasswordChangeOutcome;

    public sealed record Busy(TimeSpan RetryAfter) : PasswordChangeOutcome;
}
