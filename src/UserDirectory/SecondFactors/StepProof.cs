using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Sessions;
using UserDirectory.SignIn;

namespace UserDirectory.SecondFactors;

/// <summary>Looks at codes of second factors. Each is counted before it is looked at, against budgets of its own: one of the account, known device
/// and network, as for passwords, and five for each sign-in.</summary>
public sealed class StepProof
{
    private const string ProvedAction = "user.second_step_taken";
    private const string RefusedAction = "user.second_step_refused";

    private readonly IdentityDb _db;
    private readonly PartialSignIns _partial;
    private readonly Lockout _lockout;
    private readonly KnownDevices _devices;
    private readonly FactorLookup _lookup;
    private readonly IEnumerable<ICodeFactor> _factors;
    private readonly TimeProvider _time;

    internal StepProof(
        IdentityDb db, PartialSignIns partial, Lockout lockout, KnownDevices devices, FactorLookup lookup, IEnumerable<ICodeFactor> factors, TimeProvider time) =>
        (_db, _partial, _lockout, _devices, _lookup, _factors, _time) = (db, partial, lockout, devices, lookup, factors, time);

    /// <summary>The second step of a sign-in.</summary>
    /// <param name="handle">Of <see cref="PartialSignIns"/>.</param>
    public async Task<StepOutcome> ProveAsync(string handle, StepCode code, SignInOrigin origin, CancellationToken cancellationToken) =>
        await _partial.FindAsync(handle, cancellationToken) is { } waiting
            ? await ProveAsync(new Try(waiting.First.UserId, handle, null), code, origin, cancellationToken)
            : new StepOutcome.Gone();

    /// <summary>The second step of somebody who is signed in by one factor. It makes a session stronger that lives, and opens none.</summary>
    /// <param name="session">The one to renew with what the outcome holds.</param>
    public Task<StepOutcome> ProveAsync(Guid userId, Guid session, StepCode code, SignInOrigin origin, CancellationToken cancellationToken) =>
        ProveAsync(new Try(userId, null, session), code, origin, cancellationToken);

    private async Task<StepOutcome> ProveAsync(Try step, StepCode code, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var userId = step.UserId;
        if (await FactorAsync(userId, code.Method, cancellationToken) is not { } factor) return new StepOutcome.Wrong();
        var scope = LockoutScope.OfSecondStep(userId, _devices.Find(origin.KnownDevice, userId), origin.IpAddress);
        if (!await _lockout.ReserveAsync(scope, cancellationToken))
            return await RefuseAsync(userId, code, "locked out", origin, cancellationToken);
        if (step.Handle is { } handle && !await _partial.ReserveAsync(handle, cancellationToken))
        {
            await _lockout.ReleaseAsync(scope, cancellationToken);
            return new StepOutcome.Gone();
        }

        await using (var write = await _db.BeginWriteAsync(cancellationToken))
        {
            if (await factor.UseAsync(userId, TypedCodes.Plain(code.Code), step.Handle, cancellationToken))
            {
                if (await CompleteAsync(step, factor, cancellationToken) is not { } person)
                {
                    _db.ChangeTracker.Clear(); // the letter about a code that was not used after all
                    return new StepOutcome.Gone();
                }

                await _lockout.SucceedAsync(scope, cancellationToken);
                _db.Audit(AuditEntry.OnUser(ProvedAction, origin.ActorOf(userId), userId) with { Detail = code.Method });
                await _db.SaveChangesAsync(cancellationToken);
                await write.CommitAsync(cancellationToken);
                return new StepOutcome.Proved(person);
            }
        }

        return await RefuseAsync(userId, code, "wrong code", origin, cancellationToken);
    }

    /// <summary>Null when the sign-in does not wait any more, or the session has ended.</summary>
    private async Task<SignedInUser?> CompleteAsync(Try step, ICodeFactor factor, CancellationToken cancellationToken)
    {
        if (step.Handle is { } handle) return await _partial.CompleteAsync(handle, factor.Acr, factor.Amr, cancellationToken);
        var now = _time.GetUtcNow();
        return await SessionTurn.TakeAsync(_db, step.Session!.Value, step.UserId, now, cancellationToken) is { } person
            ? person with { AuthTime = now, Acr = factor.Acr, Amr = [.. person.Amr.Except([AuthenticationMethods.RiskBased]).Union(factor.Amr)] }
            : null;
    }

    /// <summary>Null when the person may not use this method now.</summary>
    private async Task<ICodeFactor?> FactorAsync(Guid userId, string method, CancellationToken cancellationToken) =>
        await _lookup.FindAsync(userId, cancellationToken) is { } owned && owned.All.Contains(method)
            ? _factors.FirstOrDefault(factor => factor.Method == method)
            : null;

    private async Task<StepOutcome> RefuseAsync(
        Guid userId, StepCode code, string reason, SignInOrigin origin, CancellationToken cancellationToken)
    {
        _db.Audit(AuditEntry.OnUser(RefusedAction, origin.ActorOf(null), userId) with { Succeeded = false, Detail = $"{code.Method}: {reason}" });
        await _db.SaveChangesAsync(cancellationToken);
        return new StepOutcome.Wrong();
    }

    /// <summary>What the code is to complete: a sign-in that waits, or a session.</summary>
    private sealed record Try(Guid UserId, string? Handle, Guid? Session);
}

/// <summary>A code as it was typed.</summary>
/// <param name="Method">Of <see cref="SecondFactorMethods"/>.</param>
public sealed record StepCode(string Method, string Code)
{
    /// <summary>A code is not for a log.</summary>
    public override string ToString() => Method;
}

/// <summary>What became of a code.</summary>
public abstract record StepOutcome
{
    private StepOutcome() { }

    /// <param name="User">Whom to sign in, when <see cref="SecondSteps.DueAsync"/> asks for nothing more.</param>
    public sealed record Proved(SignedInUser User) : StepOutcome;

    /// <summary>The code is wrong, was used, or too many were tried: nobody is told which.</summary>
    public sealed record Wrong : StepOutcome;

    /// <summary>The sign-in does not wait any more: it was completed, took too long, or had too many wrong codes; or the session has ended. The
    /// first factor is asked for again.</summary>
    public sealed record Gone : StepOutcome;
}
