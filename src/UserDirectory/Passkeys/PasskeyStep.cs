using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;

namespace UserDirectory.Passkeys;

/// <summary>A passkey as the second step, after the password.</summary>
public sealed class PasskeyStep
{
    private const string TakenAction = "user.second_step_taken";
    private const string RefusedAction = "user.second_step_refused";

    private readonly IdentityDb _db;
    private readonly PasskeyCeremonies _ceremonies;
    private readonly PasskeyUses _uses;
    private readonly PartialSignIns _partial;

    internal PasskeyStep(IdentityDb db, PasskeyCeremonies ceremonies, PasskeyUses uses, PartialSignIns partial) =>
        (_db, _ceremonies, _uses, _partial) = (db, ceremonies, uses, partial);

    /// <summary>The options for <c>navigator.credentials.get</c>, as JSON; null when no sign-in waits under the handle.</summary>
    /// <param name="handle">Of <see cref="PartialSignIns"/>.</param>
    /// <param name="browser">The handle that this browser keeps: the answer is taken from no other.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string?> BeginAsync(string? handle, string browser, CancellationToken cancellationToken) =>
        await _partial.FindAsync(handle, cancellationToken) is { } waiting
            ? await _ceremonies.BeginAssertionAsync(PasskeyPurpose.SecondStep(waiting.First.UserId, browser), cancellationToken)
            : null;

    /// <summary>Whom to sign in; null when the passkey was refused, or nothing waits any more.</summary>
    /// <param name="handle">Of <see cref="PartialSignIns"/>.</param>
    /// <param name="answer">What the browser sent.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SignedInUser?> CompleteAsync(string? handle, PasskeyCredential answer, SignInOrigin origin, CancellationToken cancellationToken)
    {
        if (await _partial.FindAsync(handle, cancellationToken) is not { } waiting) return null;
        var userId = waiting.First.UserId;
        var proved = await _ceremonies.FinishAssertionAsync(PasskeyPurpose.SecondStep(userId, answer.Browser), answer.Json, cancellationToken);

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var refused = proved is null ? "wrong passkey" : await _uses.RecordAsync(_db, proved, cancellationToken);
        var entering = refused is null
            ? await _partial.CompleteAsync(handle!, PasskeyMethods.Acr, PasskeyMethods.Of(proved!.Passkey), cancellationToken)
            : null;
        _db.Audit(entering is null
            ? AuditEntry.OnUser(RefusedAction, origin.ActorOf(null), userId) with { Succeeded = false, Detail = $"{SecondFactorMethods.Passkey}: {refused ?? "sign-in has ended"}" }
            : AuditEntry.OnUser(TakenAction, origin.ActorOf(userId), userId) with { Detail = SecondFactorMethods.Passkey });
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return entering;
    }
}
