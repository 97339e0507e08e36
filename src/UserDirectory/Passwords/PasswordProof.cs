using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Passwords;

/// <summary>Has somebody who is signed in, or holds a link that was mailed, prove that they know the password. They have as few guesses at it as
/// a stranger.</summary>
public sealed class PasswordProof
{
    private readonly IdentityDb _db;
    private readonly PasswordHashes _hashes;
    private readonly Lockout _lockout;

    internal PasswordProof(IdentityDb db, PasswordHashes hashes, Lockout lockout) => (_db, _hashes, _lockout) = (db, hashes, lockout);

    /// <param name="session">Where it is asked for; null where nobody is signed in.</param>
    /// <param name="refusedAction">What the trail calls it when the password is wrong.</param>
    public async Task<PasswordProofOutcome> ProveAsync(
        Guid userId, string password, Guid? session, string refusedAction, Actor actor, CancellationToken cancellationToken) =>
        await _db.Set<User>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == userId && row.Status == UserStatus.Active, cancellationToken) is { } user
            ? await ProveAsync(user, password, session, refusedAction, actor, cancellationToken)
            : new PasswordProofOutcome.Wrong();

    internal async Task<PasswordProofOutcome> ProveAsync(
        User user, string password, Guid? session, string refusedAction, Actor actor, CancellationToken cancellationToken)
    {
        var scope = LockoutScope.Of(user.Id, user.NormalizedUserName!, session, actor.IpAddress);
        var reserved = await _lockout.ReserveAsync(scope, cancellationToken);
        var verdict = await _hashes.VerifyAsync(password, reserved ? user.PasswordHash : null, cancellationToken);
        if (!verdict.Ran)
        {
            if (reserved) await _lockout.ReleaseAsync(scope, cancellationToken);
            return new PasswordProofOutcome.Busy(verdict.RetryAfter);
        }

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var proved = verdict.Value != PasswordVerdict.Wrong;
        if (proved) await _lockout.SucceedAsync(scope, cancellationToken);
        else _db.Audit(AuditEntry.OnUser(refusedAction, actor, user.Id) with { Succeeded = false, Detail = reserved ? "wrong password" : "locked out" });
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return proved ? new PasswordProofOutcome.Proved() : new PasswordProofOutcome.Wrong();
    }
}

/// <summary>What became of a proof.</summary>
public abstract record PasswordProofOutcome
{
    private PasswordProofOutcome() { }

    public sealed record Proved : PasswordProofOutcome;

    /// <summary>The password is wrong, or was tried too often.</summary>
    public sealed record Wrong : PasswordProofOutcome;

    public sealed record Busy(TimeSpan RetryAfter) : PasswordProofOutcome;
}
