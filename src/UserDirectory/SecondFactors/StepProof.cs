using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
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
            ? await ProveAsync(waiting.First, handle, code, origin, cancellationToken)
            : new StepOutcome.Gone();

    /// <summary>The second step of somebody who is signed in by one factor.</summary>
    /// <param name="person">As the session says.</param>
    public Task<StepOutcome> ProveAsync(SignedInUser person, StepCode code, SignInOrigin origin, CancellationToken cancellationToken) =>
        ProveAsync(person, null, code, origin, cancellationToken);

    private async Task<StepOutcome> ProveAsync(
        SignedInUser first, string? handle, StepCode code, SignInOrigin origin, CancellationToken cancellationToken)
    {
        if (await FactorAsync(first.UserId, code.Method, cancellationToken) is not { } factor) return new StepOutcome.Wrong();
        var scope = LockoutScope.OfSecondStep(first.UserId, _devices.Find(origin.KnownDevice, first.UserId), origin.IpAddress);
        if (!await _lockout.ReserveAsync(scope, cancellationToken))
            return await RefuseAsync(first, code, "locked out", origin, cancellationToken);
        if (handle is not null && !await _partial.ReserveAsync(handle, cancellationToken))
        {
            await _lockout.ReleaseAsync(scope, cancellationToken);
            return new StepOutcome.Gone();
        }

        await using (var write = await _db.BeginWriteAsync(cancellationToken))
        {
            if (await factor.UseAsync(first.UserId, TypedCodes.Plain(code.Code), handle, cancellationToken))
            {
                var person = handle is null
                    ? first with { AuthTime = _time.GetUtcNow(), Acr = factor.Acr, Amr = [.. first.Amr.Union(factor.Amr)] }
                    : await _partial.CompleteAsync(handle, factor.Acr, factor.Amr, cancellationToken);
                if (person is null)
                {
                    _db.ChangeTracker.Clear(); // the letter about a code that was not used after all
                    return new StepOutcome.Gone();
                }

                await _lockout.SucceedAsync(scope, cancellationToken);
                _db.Audit(AuditEntry.OnUser(ProvedAction, origin.ActorOf(first.UserId), first.UserId) with { Detail = code.Method });
                await _db.SaveChangesAsync(cancellationToken);
                await write.CommitAsync(cancellationToken);
                return new StepOutcome.Proved(person);
            }
        }

        return await RefuseAsync(first, code, "wrong code", origin, cancellationToken);
    }

    /// <summary>Null when the person may not use this method now.</summary>
    private async Task<ICodeFactor?> FactorAsync(Guid userId, string method, CancellationToken cancellationToken) =>
        await _lookup.FindAsync(userId, cancellationToken) is { } owned && owned.All.Contains(method)
            ? _factors.FirstOrDefault(factor => factor.Method == method)
            : null;

    private async Task<StepOutcome> RefuseAsync(
        SignedInUser first, StepCode code, string reason, SignInOrigin origin, CancellationToken cancellationToken)
    {
        _db.Audit(AuditEntry.OnUser(RefusedAction, origin.ActorOf(null), first.UserId) with { Succeeded = false, Detail = $"{code.Method}: {reason}" });
        await _db.SaveChangesAsync(cancellationToken);
        return new StepOutcome.Wrong();
    }
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

    /// <summary>The sign-in does not wait any more: it was completed, took too long, or had too many wrong codes. The first factor is asked
    /// for again.</summary>
    public sealed record Gone : StepOutcome;
}
