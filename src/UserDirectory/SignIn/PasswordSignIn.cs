using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Passwords;
using UserDirectory.Users;

namespace UserDirectory.SignIn;

/// <summary>Signs people in by password. Every refusal has cost the same work and left the same record.</summary>
public sealed class PasswordSignIn
{
    private const string RefusedAction = "user.sign_in_refused";

    private readonly IdentityDb _db;
    private readonly PasswordHashes _hashes;
    private readonly Lockout _lockout;
    private readonly KnownDevices _devices;
    private readonly AccountEntrance _entrance;
    private readonly AccountUnlock _unlock;
    private readonly TimeProvider _time;

    internal PasswordSignIn(
        IdentityDb db, PasswordHashes hashes, Lockout lockout, KnownDevices devices, AccountEntrance entrance, AccountUnlock unlock,
        TimeProvider time) =>
        (_db, _hashes, _lockout, _devices, _entrance, _unlock, _time) = (db, hashes, lockout, devices, entrance, unlock, time);

    public async Task<SignInOutcome> SignInAsync(PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        var account = await FindAsync(attempt.UserName, cancellationToken);
        var device = account is null ? null : _devices.Find(attempt.Origin.KnownDevice, account.Id);
        var scope = LockoutScope.Of(account?.Id, AccountNames.Key(attempt.UserName), device, attempt.Origin.IpAddress);

        var reserved = await _lockout.ReserveAsync(scope, cancellationToken);
        var mayEnter = reserved && account?.MayBeAsked(_time.GetUtcNow()) == true;
        var verdict = await _hashes.VerifyAsync(attempt.Password, mayEnter ? account!.PasswordHash : null, cancellationToken);
        if (!verdict.Ran)
        {
            if (reserved) await _lockout.ReleaseAsync(scope, cancellationToken);
            return new SignInOutcome.Busy(verdict.RetryAfter);
        }

        if (verdict.Value != PasswordVerdict.Wrong)
            return await EnterAsync(account!, scope, verdict.Value, attempt, cancellationToken);
        await RecordRefusalAsync(account, reserved, attempt.Origin, cancellationToken);
        if (!reserved) await _unlock.OfferAsync(account?.Id, cancellationToken);
        return new SignInOutcome.Refused();
    }

    private Task<Account?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var users = _db.Set<User>().AsNoTracking().Where(AccountNames.Matches(name));
        return users
            .Select(user => new Account(user.Id, user.PasswordHash, user.SecurityStamp, user.Status, user.DeletedByOwner ? user.PurgeAfter : null))
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<SignInOutcome> EnterAsync(
        Account account, LockoutScope scope, PasswordVerdict verdict, PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        var renewed = verdict == PasswordVerdict.RightButOutdated ? await _hashes.HashAsync(attempt.Password, cancellationToken) : default;

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var outcome = await _entrance.EnterAsync(
            account.Id, PasswordUnchanged.Since(account.PasswordHash, account.Stamp), "aal1", ["pwd"], attempt.Origin, cancellationToken);
        if (outcome is not SignInOutcome.Refused) await _lockout.SucceedAsync(scope, cancellationToken);
        if (outcome is SignInOutcome.SignedIn && renewed.Ran)
        {
            // Whoever was quicker has renewed it too, or changed the password: what they wrote stays.
            await _db.Set<User>().Where(user => user.Id == account.Id && user.PasswordHash == account.PasswordHash)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, renewed.Value), cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return outcome;
    }

    private async Task RecordRefusalAsync(Account? account, bool reserved, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var reason = !reserved ? "locked out" : account is null ? "unknown account" : account.MayBeAsked(_time.GetUtcNow()) ? "wrong password" : account.Status;
        var actor = origin.ActorOf(null);
        var entry = account is null ? new AuditEntry(RefusedAction, actor) : AuditEntry.OnUser(RefusedAction, actor, account.Id);
        _db.Audit(entry with { Succeeded = false, Detail = reason });
        await _db.SaveChangesAsync(cancellationToken);
    }

    /// <param name="KeepBefore">Until when the owner may take the deletion back; null when it is not theirs to take back.</param>
    private sealed record Account(Guid Id, string? PasswordHash, string? Stamp, string Status, DateTimeOffset? KeepBefore)
    {
        /// <summary>Whether a right password opens anything.</summary>
        public bool MayBeAsked(DateTimeOffset now) => Status == UserStatus.Active || (Status == UserStatus.PendingDeletion && KeepBefore > now);
    }
}
