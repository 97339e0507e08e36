using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Deletion;
using UserDirectory.Links;
using UserDirectory.Users;

namespace UserDirectory.SignIn;

/// <summary>Where every way of proving who one is leads: it asks whether the account may be entered, and writes when it was not. That somebody
/// was signed in is written when their session is made.</summary>
public sealed class AccountEntrance
{
    private const string RefusedAction = "user.sign_in_refused";
    private const string ReviewedAction = "user.deletion_reviewed";

    private readonly IdentityDb _db;
    private readonly EmailVerification _verification;
    private readonly bool _verifiedEmailRequired;
    private readonly TimeProvider _time;

    internal AccountEntrance(IdentityDb db, EmailVerification verification, bool verifiedEmailRequired, TimeProvider time) =>
        (_db, _verification, _verifiedEmailRequired, _time) = (db, verification, verifiedEmailRequired, time);

    /// <summary>Lets in who has proved to be this person, unless the account is suspended, not yet active, or being erased. An account
    /// whose owner has asked for its deletion is not entered either, but its owner may keep it.</summary>
    /// <remarks>What it writes belongs to the caller's transaction, when there is one.</remarks>
    /// <param name="acr">How sure the proof makes (<c>acr</c> of OpenID Connect Core §2).</param>
    /// <param name="amr">By what it was proved, in the words of RFC 8176.</param>
    /// <returns><see cref="SignInOutcome.SignedIn"/>, <see cref="SignInOutcome.PendingDeletion"/>,
    /// <see cref="SignInOutcome.EmailUnverified"/> or <see cref="SignInOutcome.Refused"/>; all but the first are recorded in the trail.</returns>
    public Task<SignInOutcome> EnterAsync(
        Guid userId, string acr, IReadOnlyList<string> amr, SignInOrigin origin, CancellationToken cancellationToken) =>
        EnterAsync(userId, _ => true, acr, amr, origin, cancellationToken);

    /// <param name="still">What was true of the account when the proof was made, and must be so now.</param>
    internal async Task<SignInOutcome> EnterAsync(
        Guid userId, Expression<Func<User, bool>> still, string acr, IReadOnlyList<string> amr, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var proved = _db.Set<User>().Where(user => user.Id == userId).Where(still);
        var account = await proved
            .Select(user => new Account(
                user.UserName!, user.Status, user.EmailConfirmed || !_verifiedEmailRequired, user.DeletedByOwner ? user.PurgeAfter : null))
            .FirstOrDefaultAsync(cancellationToken);

        SignInOutcome outcome = new SignInOutcome.Refused();
        if (account is not null)
        {
            var person = new SignedInUser(userId, account.UserName, now, acr, amr);
            if (account.Status == UserStatus.Active)
                outcome = account.IsVerifiedEnough ? new SignInOutcome.SignedIn(person) : await VerifyFirstAsync(userId, origin, cancellationToken);
            else if (account.MayBeKept(now))
                outcome = new SignInOutcome.PendingDeletion(new PendingAccount(userId, account.UserName, account.KeepBefore!.Value), person);
            if (outcome is not SignInOutcome.SignedIn) Record(outcome, userId, account.Status, origin);
        }

        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return outcome;
    }

    private async Task<SignInOutcome> VerifyFirstAsync(Guid userId, SignInOrigin origin, CancellationToken cancellationToken)
    {
        await _verification.SendAsync(userId, origin.ActorOf(userId), cancellationToken);
        return new SignInOutcome.EmailUnverified(userId);
    }

    private void Record(SignInOutcome outcome, Guid userId, string status, SignInOrigin origin)
    {
        var actor = origin.ActorOf(userId);
        _db.Audit(outcome switch
        {
            SignInOutcome.PendingDeletion => AuditEntry.OnUser(ReviewedAction, actor, userId),
            SignInOutcome.EmailUnverified => AuditEntry.OnUser(RefusedAction, actor, userId) with { Succeeded = false, Detail = "address not verified" },
            _ => AuditEntry.OnUser(RefusedAction, origin.ActorOf(null), userId) with { Succeeded = false, Detail = status },
        });
    }

    /// <param name="IsVerifiedEnough">Its address is proved, or need not be.</param>
    /// <param name="KeepBefore">Until when the owner may take the deletion back; null when it is not theirs to take back.</param>
    private sealed record Account(string UserName, string Status, bool IsVerifiedEnough, DateTimeOffset? KeepBefore)
    {
        public bool MayBeKept(DateTimeOffset now) => Status == UserStatus.PendingDeletion && KeepBefore > now;
    }
}
