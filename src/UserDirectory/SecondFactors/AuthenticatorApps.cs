using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.MasterKeys;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>Sets authenticator apps up, replaces and removes them. A key counts once its first code has shown that the app has it.</summary>
public sealed class AuthenticatorApps
{
    private static readonly TimeSpan WaitingTime = TimeSpan.FromMinutes(30);

    private readonly IdentityDb _db;
    private readonly MasterKey _masterKey;
    private readonly RecoveryCodes _codes;
    private readonly PartialSignIns _partial;
    private readonly FactorChange _change;
    private readonly FactorLookup _lookup;
    private readonly TimeProvider _time;

    internal AuthenticatorApps(
        IdentityDb db, MasterKey masterKey, RecoveryCodes codes, PartialSignIns partial, FactorChange change, FactorLookup lookup, TimeProvider time) =>
        (_db, _masterKey, _codes, _partial, _change, _lookup, _time) = (db, masterKey, codes, partial, change, lookup, time);

    /// <summary>A new key that waits for its first code. Each one takes the place of the one before, so that nobody confirms a key that somebody
    /// else was shown.</summary>
    public async Task<NewAuthenticator> BeginAsync(Guid userId, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(TimeCodes.KeyLength);
        var wrapped = _masterKey.Wrap(key, TotpFactor.Purpose(userId));
        var until = _time.GetUtcNow() + WaitingTime;
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await _db.Database.ExecuteSqlAsync(
            $"INSERT INTO totp_keys (user_id, last_step) VALUES ({userId}, 0) ON CONFLICT (user_id) DO NOTHING", cancellationToken);
        await _db.Set<TotpKeyRow>().Where(row => row.UserId == userId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.PendingKey, wrapped).SetProperty(row => row.PendingExpiresAt, until), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Show(key, wrapped);
    }

    /// <summary>The key that waits, to be shown again after a wrong code. Null when another took its place, or it waited too long.</summary>
    /// <param name="id">That of <see cref="NewAuthenticator"/>.</param>
    public async Task<NewAuthenticator?> FindAsync(Guid userId, string? id, CancellationToken cancellationToken) =>
        await WaitingAsync(userId, id, cancellationToken) is { } wrapped ? Show(Open(userId, wrapped), wrapped) : null;

    /// <summary>In the account: the key with this id is the person's from now on, and everything else that is open ends.</summary>
    /// <param name="session">It lives on, and is to be renewed with what the outcome holds.</param>
    public Task<EnrolmentOutcome> ConfirmAsync(Guid userId, Guid session, EnrolmentCode code, Actor actor, CancellationToken cancellationToken) =>
        ConfirmAsync(userId, session, token => StrengthenAsync(userId, session, token), code, actor, cancellationToken);

    /// <summary>In a sign-in that waits for the person to set up a second factor: it is completed by that. Somebody who has one already shows
    /// that one instead.</summary>
    /// <param name="handle">Of <see cref="PartialSignIns"/>.</param>
    public async Task<EnrolmentOutcome> ConfirmAsync(string handle, EnrolmentCode code, Actor actor, CancellationToken cancellationToken)
    {
        if (await _partial.FindAsync(handle, cancellationToken) is not { First: var first }) return new EnrolmentOutcome.Gone();
        if (await _lookup.FindAsync(first.UserId, cancellationToken) is not { } owned || !owned.IsEnrolmentOpen(first.Amr))
            return new EnrolmentOutcome.Gone();
        return await ConfirmAsync(
            first.UserId, null, token => _partial.CompleteAsync(handle, AssuranceLevels.Two, Amr, token), code,
            actor with { UserId = first.UserId }, cancellationToken);
    }

    /// <summary>False when there is none, when the session has ended, or when a role of the person wants a second factor and there would be none
    /// left: that one is replaced instead. Codes for its loss go with it.</summary>
    /// <param name="session">It lives on, and is to be renewed.</param>
    public async Task<bool> RemoveAsync(Guid userId, Guid session, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(_db, userId, cancellationToken)) return false;
        if (await _lookup.FindAsync(userId, cancellationToken) is not { Totp: true } owned || (owned.RequiredByRole && owned.Passkeys == 0)) return false;
        if (!await SessionTurn.HoldAsync(_db, session, userId, _time.GetUtcNow(), cancellationToken)) return false;
        await _db.Set<TotpKeyRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await _db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await _change.ApplyAsync(userId, session, "user.totp_removed", SecurityNotice.TotpRemoved, actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private static string[] Amr { get; } = [AuthenticationMethods.OneTimePassword, AuthenticationMethods.MultipleFactors];

    private async Task<EnrolmentOutcome> ConfirmAsync(
        Guid userId, Guid? session, Func<CancellationToken, Task<SignedInUser?>> enterAsync, EnrolmentCode code, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(_db, userId, cancellationToken)) return new EnrolmentOutcome.Gone();
        if (await WaitingAsync(userId, code.Id, cancellationToken) is not { } wrapped) return new EnrolmentOutcome.Gone();
        var now = _time.GetUtcNow();
        if (TimeCodes.FindStep(Open(userId, wrapped), TypedCodes.Plain(code.Code), now) is not { } step) return new EnrolmentOutcome.WrongCode();
        if (await enterAsync(cancellationToken) is not { } person) return new EnrolmentOutcome.Gone();

        var taken = await _db.Set<TotpKeyRow>().Where(row => row.UserId == userId && row.PendingKey == wrapped).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.WrappedKey, wrapped)
                .SetProperty(row => row.ConfirmedAt, now)
                .SetProperty(row => row.LastStep, step)
                .SetProperty(row => row.LastUsedAt, now)
                .SetProperty(row => row.PendingKey, (byte[]?)null)
                .SetProperty(row => row.PendingExpiresAt, (DateTimeOffset?)null),
            cancellationToken);
        if (taken == 0) return new EnrolmentOutcome.Gone();
        var codes = await _codes.ReplaceAsync(userId, cancellationToken);
        await _change.ApplyAsync(userId, session, "user.totp_added", SecurityNotice.TotpAdded, actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new EnrolmentOutcome.Confirmed(person, codes);
    }

    /// <summary>Null when the session has ended.</summary>
    private async Task<SignedInUser?> StrengthenAsync(Guid userId, Guid session, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        return await SessionTurn.TakeAsync(_db, session, userId, now, cancellationToken) is { } person
            ? person with { AuthTime = now, Acr = AssuranceLevels.Two, Amr = [.. person.Amr.Except([AuthenticationMethods.RiskBased]).Union(Amr)] }
            : null;
    }

    private async Task<byte[]?> WaitingAsync(Guid userId, string? id, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var pending = await _db.Set<TotpKeyRow>().Where(row => row.UserId == userId && row.PendingExpiresAt > now)
            .Select(row => row.PendingKey).FirstOrDefaultAsync(cancellationToken);
        return pending is not null && id == IdOf(pending) ? pending : null;
    }

    private byte[] Open(Guid userId, byte[] wrapped) => _masterKey.Unwrap(wrapped, TotpFactor.Purpose(userId));

    private static NewAuthenticator Show(byte[] key, byte[] wrapped) => new(IdOf(wrapped), Base32.Encode(key));

    private static string IdOf(byte[] wrapped) => Base64Url.EncodeToString(SHA256.HashData(wrapped));
}

/// <summary>A key that waits for its first code.</summary>
/// <param name="Id">Says which one is confirmed; it is no secret.</param>
/// <param name="Key">The key in base 32.</param>
public sealed record NewAuthenticator(string Id, string Key)
{
    /// <summary>What an authenticator app reads from a QR code (the key URI format). SHA-1, six digits and 30 seconds are what it takes when
    /// they are not named.</summary>
    public string Address(string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Key}&issuer={Uri.EscapeDataString(issuer)}";

    /// <summary>A key is not for a log.</summary>
    public override string ToString() => nameof(NewAuthenticator);
}

/// <summary>The first code of a key that waits.</summary>
/// <param name="Id">That of <see cref="NewAuthenticator"/>.</param>
public sealed record EnrolmentCode(string? Id, string Code)
{
    /// <summary>A code is not for a log.</summary>
    public override string ToString() => nameof(EnrolmentCode);
}

/// <summary>What became of setting up an authenticator app.</summary>
public abstract record EnrolmentOutcome
{
    private EnrolmentOutcome() { }

    /// <param name="User">Whom to sign in.</param>
    /// <param name="RecoveryCodes">They can be shown now and never again.</param>
    public sealed record Confirmed(SignedInUser User, IReadOnlyList<string> RecoveryCodes) : EnrolmentOutcome;

    public sealed record WrongCode : EnrolmentOutcome;

    /// <summary>Another key waits by now, or none: it begins anew.</summary>
    public sealed record Gone : EnrolmentOutcome;
}
