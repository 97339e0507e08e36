using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Deletion;
using UserDirectory.Passwords;
using UserDirectory.Users;

namespace UserDirectory.SignIn;

/// <summary>Signs people in by password. Every refusal has cost the same work and left the same record.</summary>
public sealed class PasswordSignIn
{
    private const string SignedInAction = "user.signed_in";
    private const string RefusedAction = "user.sign_in_refused";
    private const string ReviewedAction = "user.deletion_reviewed";

    private readonly IdentityDb _db;
    private readonly PasswordHashes _hashes;
    private readonly Lockout _lockout;
    private readonly KnownDevices _devices;
    private readonly TimeProvider _time;

    internal PasswordSignIn(IdentityDb db, PasswordHashes hashes, Lockout lockout, KnownDevices devices, TimeProvider time) =>
        (_db, _hashes, _lockout, _devices, _time) = (db, hashes, lockout, devices, time);

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
            return account!.Status == UserStatus.Active
                ? await EnterAsync(account, scope, verdict.Value, attempt, cancellationToken)
                : await ReviewAsync(account, scope, attempt, cancellationToken);
        await RecordRefusalAsync(account, reserved, attempt.Origin, cancellationToken);
        return new SignInOutcome.Refused();
    }

    private Task<Account?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var users = _db.Set<User>().AsNoTracking().Where(AccountNames.Matches(name));
        return users
            .Select(user => new Account(user.Id, user.UserName!, user.PasswordHash, user.Status, user.DeletedByOwner ? user.PurgeAfter : null))
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<SignInOutcome> EnterAsync(
        Account account, LockoutScope scope, PasswordVerdict verdict, PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        var renewed = verdict == PasswordVerdict.RightButOutdated ? await _hashes.HashAsync(attempt.Password, cancellationToken) : default;
        var now = _time.GetUtcNow();

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var entered = await _db.Set<User>().Where(user => user.Id == account.Id && user.Status == UserStatus.Active && user.PasswordHash == account.PasswordHash)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.LastSignInAt, now), cancellationToken);
        if (entered == 0) return new SignInOutcome.Refused(); // suspended, or given another password, while the hash was computed
        if (renewed.Ran)
        {
            await _db.Set<User>().Where(user => user.Id == account.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, renewed.Value), cancellationToken);
        }

        await _lockout.SucceedAsync(scope, cancellationToken);
        _db.Audit(AuditEntry.OnUser(SignedInAction, ActorOf(attempt.Origin, account.Id), account.Id));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new SignInOutcome.SignedIn(By(account, now));
    }

    private async Task<SignInOutcome> ReviewAsync(Account account, LockoutScope scope, PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await _lockout.SucceedAsync(scope, cancellationToken);
        _db.Audit(AuditEntry.OnUser(ReviewedAction, ActorOf(attempt.Origin, account.Id), account.Id));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        var pending = new PendingAccount(account.Id, account.UserName, account.KeepBefore!.Value);
        return new SignInOutcome.PendingDeletion(pending, By(account, _time.GetUtcNow()));
    }

    private async Task RecordRefusalAsync(Account? account, bool reserved, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var reason = !reserved ? "locked out" : account is null ? "unknown account" : account.MayBeAsked(_time.GetUtcNow()) ? "wrong password" : account.Status;
        var actor = ActorOf(origin, null);
        var entry = account is null ? new AuditEntry(RefusedAction, actor) : AuditEntry.OnUser(RefusedAction, actor, account.Id);
        _db.Audit(entry with { Succeeded = false, Detail = reason });
        await _db.SaveChangesAsync(cancellationToken);
    }

    private static Actor ActorOf(SignInOrigin origin, Guid? userId) => new(userId, null, origin.IpAddress, origin.UserAgent, origin.TraceId);

    private static SignedInUser By(Account account, DateTimeOffset now) => new(account.Id, account.UserName, now, "aal1", ["pwd"]);

    /// <param name="KeepBefore">Until when the owner may take the deletion back; null when it is not theirs to take back.</param>
    private sealed record Account(Guid Id, string UserName, string? PasswordHash, string Status, DateTimeOffset? KeepBefore)
    {
        /// <summary>Whether a right password opens anything.</summary>
        public bool MayBeAsked(DateTimeOffset now) => Status == UserStatus.Active || (Status == UserStatus.PendingDeletion && KeepBefore > now);
    }
}
