using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Passwords;
using UserDirectory.Users;

namespace UserDirectory.SignIn;

/// <summary>Signs people in by password. Every refusal has cost the same work and left the same record.</summary>
public sealed class PasswordSignIn
{
    private const string SignedInAction = "user.signed_in";
    private const string RefusedAction = "user.sign_in_refused";

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
        var mayEnter = reserved && account?.Status == UserStatus.Active;
        var verdict = await _hashes.VerifyAsync(attempt.Password, mayEnter ? account!.PasswordHash : null, cancellationToken);
        if (!verdict.Ran)
        {
            if (reserved) await _lockout.ReleaseAsync(scope, cancellationToken);
            return new SignInOutcome.Busy(verdict.RetryAfter);
        }

        if (verdict.Value != PasswordVerdict.Wrong) return await EnterAsync(account!, scope, verdict.Value, attempt, cancellationToken);
        await RecordRefusalAsync(account, reserved, attempt.Origin, cancellationToken);
        return new SignInOutcome.Refused();
    }

    private Task<Account?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var users = _db.Set<User>().AsNoTracking().Where(AccountNames.Matches(name));
        return users.Select(user => new Account(user.Id, user.UserName!, user.PasswordHash, user.Status)).FirstOrDefaultAsync(cancellationToken);
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
        return new SignInOutcome.SignedIn(new SignedInUser(account.Id, account.UserName, now, "aal1", ["pwd"]));
    }

    private async Task RecordRefusalAsync(Account? account, bool reserved, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var reason = !reserved ? "locked out" : account is null ? "unknown account" : account.Status == UserStatus.Active ? "wrong password" : account.Status;
        var actor = ActorOf(origin, null);
        var entry = account is null ? new AuditEntry(RefusedAction, actor) : AuditEntry.OnUser(RefusedAction, actor, account.Id);
        _db.Audit(entry with { Succeeded = false, Detail = reason });
        await _db.SaveChangesAsync(cancellationToken);
    }

    private static Actor ActorOf(SignInOrigin origin, Guid? userId) => new(userId, null, origin.IpAddress, origin.UserAgent, origin.TraceId);

    private sealed record Account(Guid Id, string UserName, string? PasswordHash, string Status);
}
