using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.SignIn;

namespace UserDirectory.Passkeys;

/// <summary>Signs people in by passkey alone (WebAuthn §7.2), which is two factors in one: something that they have, and what unlocks it. Nobody says
/// who they are first, so nothing tells whether an account exists.</summary>
public sealed class PasskeySignIn
{
    internal const string RefusedAction = "user.sign_in_refused";

    private readonly IdentityDb _db;
    private readonly PasskeyCeremonies _ceremonies;
    private readonly PasskeyUses _uses;
    private readonly AccountEntrance _entrance;

    internal PasskeySignIn(IdentityDb db, PasskeyCeremonies ceremonies, PasskeyUses uses, AccountEntrance entrance) =>
        (_db, _ceremonies, _uses, _entrance) = (db, ceremonies, uses, entrance);

    /// <summary>The options for <c>navigator.credentials.get</c>, as JSON.</summary>
    /// <param name="browser">The handle that this browser keeps: the answer is taken from no other.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> BeginAsync(string browser, CancellationToken cancellationToken) =>
        _ceremonies.BeginAssertionAsync(PasskeyPurpose.SignIn(browser), cancellationToken);

    /// <param name="answer">What the browser sent.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SignInOutcome> SignInAsync(PasskeyCredential answer, SignInOrigin origin, CancellationToken cancellationToken)
    {
        if (await _ceremonies.FinishAssertionAsync(PasskeyPurpose.SignIn(answer.Browser), answer.Json, cancellationToken) is not { } proved)
        {
            _db.Audit(new AuditEntry(RefusedAction, origin.ActorOf(null)) { Succeeded = false, Detail = "unknown or wrong passkey" });
            await _db.SaveChangesAsync(cancellationToken);
            return new SignInOutcome.Refused();
        }

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        SignInOutcome outcome;
        if (await _uses.RecordAsync(_db, proved, cancellationToken) is { } refused)
        {
            _db.Audit(AuditEntry.OnUser(RefusedAction, origin.ActorOf(null), proved.UserId) with { Succeeded = false, Detail = refused });
            outcome = new SignInOutcome.Refused();
        }
        else
        {
            outcome = await _entrance.EnterAsync(proved.UserId, PasskeyMethods.Acr, PasskeyMethods.Of(proved.Passkey), origin, cancellationToken);
        }

        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return outcome;
    }
}
