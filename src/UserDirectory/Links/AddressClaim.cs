using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Passwords;

namespace UserDirectory.Links;

/// <summary>Proves an address in a browser of which it is not known whose account was made there. Somebody may have registered the address in advance,
/// to find its owner in an account that both can enter (the "pre-hijacking" of Sudhodanan and Paverd, USENIX Security 2022): whoever reads the
/// mail and knows the password registered; whoever does not may take the account over, with nothing left in it of who did.</summary>
public sealed class AddressClaim
{
    private const string RefusedAction = "user.sign_in_refused";

    private readonly IdentityDb _db;
    private readonly MailLinks _links;
    private readonly EmailVerification _verification;
    private readonly PasswordProof _passwords;

    internal AddressClaim(IdentityDb db, MailLinks links, EmailVerification verification, PasswordProof passwords) =>
        (_db, _links, _verification, _passwords) = (db, links, verification, passwords);

    /// <summary>For who registered: everything stays as it is. The password is guessed at no more often than at a sign-in.</summary>
    public async Task<AddressClaimOutcome> ProveAsync(string? token, string password, Actor actor, CancellationToken cancellationToken)
    {
        if (await _verification.FindAsync(token, cancellationToken) is not { UserId: var userId }) return new AddressClaimOutcome.DeadLink();
        switch (await _passwords.ProveAsync(userId, password, null, RefusedAction, actor, cancellationToken))
        {
            case PasswordProofOutcome.Busy(var retryAfter):
                return new AddressClaimOutcome.Busy(retryAfter);
            case PasswordProofOutcome.Proved:
                return await _verification.ConfirmAsync(token, userId, actor, cancellationToken)
                    ? new AddressClaimOutcome.Proved()
                    : new AddressClaimOutcome.DeadLink();
            default:
                return new AddressClaimOutcome.WrongPassword();
        }
    }

    /// <summary>For who did not register, or forgot the password. The link becomes one that sets a new password: the address is proved by that, and
    /// everything that was set up before goes.</summary>
    /// <returns>The token of that link; null when this one opens nothing.</returns>
    public async Task<string?> TakeOverAsync(string? token, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _links.TakeAsync(_db, token, MailLinkKind.VerifyEmail, cancellationToken) is not { UserId: var userId }) return null;
        _db.Audit(AuditEntry.OnUser(LinkLetters.ResetRequestedAction, actor, userId));
        var reset = await _links.CreateAsync(_db, userId, MailLinkKind.ResetPassword, LinkLetters.Short, null, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return reset;
    }
}

/// <summary>What became of the proof of an address by password.</summary>
public abstract record AddressClaimOutcome
{
    private AddressClaimOutcome() { }

    public sealed record Proved : AddressClaimOutcome;

    /// <summary>The password is wrong, or was tried too often.</summary>
    public sealed record WrongPassword : AddressClaimOutcome;

    /// <summary>The link was used, is over, or was never made: nobody is told which.</summary>
    public sealed record DeadLink : AddressClaimOutcome;

    public sealed record Busy(TimeSpan RetryAfter) : AddressClaimOutcome;
}
