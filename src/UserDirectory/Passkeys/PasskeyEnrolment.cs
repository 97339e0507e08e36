using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>The first passkey of somebody who must have a second factor and has none, made in the sign-in that waits for it (WebAuthn §7.1): it is
/// completed by that. Somebody who has one already shows that one instead.</summary>
public sealed class PasskeyEnrolment
{
    private readonly IdentityDb _db;
    private readonly PasskeyRegistration _registration;
    private readonly PasskeyCeremonies _ceremonies;
    private readonly PartialSignIns _partial;
    private readonly FactorLookup _lookup;
    private readonly FactorChange _change;

    internal PasskeyEnrolment(
        IdentityDb db, PasskeyRegistration registration, PasskeyCeremonies ceremonies, PartialSignIns partial, FactorLookup lookup, FactorChange change) =>
        (_db, _registration, _ceremonies, _partial, _lookup, _change) = (db, registration, ceremonies, partial, lookup, change);

    /// <summary>The options for <c>navigator.credentials.create</c>, as JSON; null when no sign-in waits under the handle, or not for this.</summary>
    /// <param name="handle">Of <see cref="PartialSignIns"/>.</param>
    /// <param name="browser">The handle that this browser keeps: the answer is taken from no other.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string?> BeginAsync(string? handle, string browser, CancellationToken cancellationToken) =>
        await FindAsync(handle, cancellationToken) is { } waiting && await _registration.FindAsync(waiting.UserId, cancellationToken) is { } user
            ? await _ceremonies.BeginRegistrationAsync(user, Purpose(user.Id, handle!, browser), cancellationToken)
            : null;

    /// <param name="handle">Of <see cref="PartialSignIns"/>.</param>
    /// <param name="answer">What the browser sent.</param>
    /// <param name="defaultName">What to call the passkey when its keeper is not known; the person may rename it.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PasskeyEnrolmentOutcome> FinishAsync(
        string? handle, PasskeyCredential answer, string defaultName, SignInOrigin origin, CancellationToken cancellationToken)
    {
        if (await FindAsync(handle, cancellationToken) is not { } waiting || await _registration.FindAsync(waiting.UserId, cancellationToken) is not { } user)
            return new PasskeyEnrolmentOutcome.Gone();
        var actor = origin.ActorOf(user.Id);
        if (await _ceremonies.FinishRegistrationAsync(Purpose(user.Id, handle!, answer.Browser), answer.Json, cancellationToken) is not { } passkey)
        {
            await _registration.RefuseAsync(user.Id, origin.ActorOf(null), cancellationToken);
            return new PasskeyEnrolmentOutcome.Refused();
        }

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(_db, user.Id, cancellationToken) || await FindAsync(handle, cancellationToken) is null)
            return new PasskeyEnrolmentOutcome.Gone(); // of two at once, the second finds the factor of the first
        if (await _partial.CompleteAsync(handle!, PasskeyMethods.Acr, PasskeyMethods.Of(passkey), cancellationToken) is not { } entering)
            return new PasskeyEnrolmentOutcome.Gone();
        if (await _registration.AddAsync(user, passkey, defaultName, cancellationToken) is not PasskeyRegistrationOutcome.Added(var name))
            return new PasskeyEnrolmentOutcome.Refused(); // and the sign-in still waits
        await _change.ApplyAsync(user.Id, null, PasskeyRegistration.AddedAction, SecurityNotice.PasskeyAdded, actor, cancellationToken, name);
        await write.CommitAsync(cancellationToken);
        return new PasskeyEnrolmentOutcome.Enrolled(entering);
    }

    private async Task<SignedInUser?> FindAsync(string? handle, CancellationToken cancellationToken) =>
        await _partial.FindAsync(handle, cancellationToken) is { First: var first }
        && await _lookup.FindAsync(first.UserId, cancellationToken) is { } owned && owned.IsEnrolmentOpen(first.Amr)
            ? first
            : null;

    // The challenge belongs to this sign-in, not only to this person: one of another, in the same browser too, is not found.
    private static PasskeyPurpose Purpose(Guid userId, string handle, string browser) => PasskeyPurpose.Enrolment(userId, $"{handle}.{browser}");
}

/// <summary>What became of a passkey in a sign-in that waits for one.</summary>
public abstract record PasskeyEnrolmentOutcome
{
    private PasskeyEnrolmentOutcome() { }

    /// <param name="User">Whom to sign in.</param>
    public sealed record Enrolled(SignedInUser User) : PasskeyEnrolmentOutcome;

    /// <summary>The answer does not fit a challenge that was given for this, or is none that may be accepted. The sign-in still waits.</summary>
    public sealed record Refused : PasskeyEnrolmentOutcome;

    /// <summary>Nothing waits any more, or not for this.</summary>
    public sealed record Gone : PasskeyEnrolmentOutcome;
}
