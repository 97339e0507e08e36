using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Passwords;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>Sets a password for who holds the link that was mailed: to have forgotten it, or to be invited. It ends all that is open and signs
/// nobody in, so a second factor is asked for as ever. The link proves the address: for the first time, and nothing stays that was set up before.</summary>
public sealed class PasswordByLink
{
    private readonly IdentityDb _db;
    private readonly MailLinks _links;
    private readonly PasswordChoice _choice;
    private readonly PasswordHistory _history;
    private readonly AccountEnding _ending;
    private readonly Lockout _lockout;
    private readonly TimeProvider _time;

    internal PasswordByLink(
        IdentityDb db, MailLinks links, PasswordChoice choice, PasswordHistory history, AccountEnding ending, Lockout lockout, TimeProvider time) =>
        (_db, _links, _choice, _history, _ending, _lockout, _time) = (db, links, choice, history, ending, lockout, time);

    /// <summary>Whose password the link sets; null when it opens nothing. Nothing changes.</summary>
    /// <param name="kind"><see cref="MailLinkKind.ResetPassword"/> or <see cref="MailLinkKind.Invitation"/>.</param>
    public Task<MailLink?> FindAsync(string? token, MailLinkKind kind, CancellationToken cancellationToken) =>
        _links.FindAsync(_db, token, kind, cancellationToken);

    /// <summary>Sets the password and uses the link up. A password that breaks a rule leaves the link as it is.</summary>
    /// <param name="kind"><see cref="MailLinkKind.ResetPassword"/> or <see cref="MailLinkKind.Invitation"/>.</param>
    public async Task<PasswordByLinkOutcome> SetAsync(
        string? token, MailLinkKind kind, string password, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, kind, cancellationToken) is not { } link) return new PasswordByLinkOutcome.DeadLink();
        var user = await _db.Set<User>().AsNoTracking().SingleAsync(row => row.Id == link.UserId, cancellationToken);

        return await _choice.ChooseAsync(user, password, cancellationToken) switch
        {
            ChosenPassword.Hashed(var hash) => await SaveAsync(token, kind, user, hash, actor, cancellationToken),
            ChosenPassword.Invalid(var problems) => new PasswordByLinkOutcome.Invalid(problems),
            ChosenPassword.Busy(var wait) => new PasswordByLinkOutcome.Busy(wait),
            var other => throw new InvalidOperationException($"A password was chosen as {other.GetType().Name}."),
        };
    }

    private async Task<PasswordByLinkOutcome> SaveAsync(
        string? token, MailLinkKind kind, User user, string hash, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _links.TakeAsync(_db, token, kind, cancellationToken) is null) return new PasswordByLinkOutcome.DeadLink();

        var now = _time.GetUtcNow();
        var stamp = Jose.Handles.Create();
        await _db.Set<User>().Where(row => row.Id == user.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.PasswordHash, hash)
                .SetProperty(row => row.SecurityStamp, stamp)
                .SetProperty(row => row.PasswordChangedAt, now)
                .SetProperty(row => row.EmailConfirmed, true)
                .SetProperty(row => row.UpdatedAt, now)
                .SetProperty(row => row.Version, row => row.Version + 1),
            cancellationToken);
        await _history.KeepAsync(user, cancellationToken);
        if (!user.EmailConfirmed) await Foothold.RemoveAsync(_db, user.Id, cancellationToken);
        await _ending.EndAsync(user.Id, null, SessionEndReason.CredentialsChanged, RevocationReason.CredentialsChanged, actor, cancellationToken);
        await _lockout.SucceedAsync(LockoutScope.Of(user.Id, user.NormalizedUserName!, null, actor.IpAddress), cancellationToken);
        Tell(user, kind, actor with { UserId = user.Id });
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new PasswordByLinkOutcome.Set(user.UserName!);
    }

    private void Tell(User user, MailLinkKind kind, Actor actor)
    {
        var invited = kind == MailLinkKind.Invitation;
        _db.Audit(AuditEntry.OnUser(invited ? "user.invitation_accepted" : "user.password_reset", actor, user.Id));
        if (!user.EmailConfirmed) _db.Audit(AuditEntry.OnUser(EmailVerification.VerifiedAction, actor, user.Id));
        if (!invited) _db.Enqueue(Letters.PasswordChanged(user));
    }
}

/// <summary>What became of a password that was to be set by a link.</summary>
public abstract record PasswordByLinkOutcome
{
    private PasswordByLinkOutcome() { }

    public sealed record Set(string UserName) : PasswordByLinkOutcome;

    /// <param name="Problems">The rules that the password breaks.</param>
    public sealed record Invalid(IReadOnlyList<string> Problems) : PasswordByLinkOutcome;

    /// <summary>The link was used, is over, or was never made: nobody is told which.</summary>
    public sealed record DeadLink : PasswordByLinkOutcome;

    public sealed record Busy(TimeSpan RetryAfter) : PasswordByLinkOutcome;
}
