using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>The passkeys that a person has. Changes are for who signed in within the last minutes.</summary>
public sealed class UserPasskeys
{
    private const string RenamedAction = "user.passkey_renamed";
    private const string RemovedAction = "user.passkey_removed";

    private readonly IdentityDb _db;
    private readonly WaysIn _ways;
    private readonly FactorLookup _factors;
    private readonly AccountEnding _ending;
    private readonly TimeProvider _time;

    internal UserPasskeys(IdentityDb db, WaysIn ways, FactorLookup factors, AccountEnding ending, TimeProvider time) =>
        (_db, _ways, _factors, _ending, _time) = (db, ways, factors, ending, time);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<PasskeySummary>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        var rows = await Passkeys(userId).AsNoTracking().ToListAsync(cancellationToken);
        var uses = await _db.Set<PasskeyUseRow>().AsNoTracking().Where(use => use.UserId == userId).ToListAsync(cancellationToken);
        return [.. rows
            .Select(row => Summary(row, uses.Find(use => use.CredentialId.AsSpan().SequenceEqual(row.CredentialId))?.LastUsedAt))
            .OrderByDescending(passkey => passkey.CreatedAt)];
    }

    /// <summary>False when the person has no such passkey.</summary>
    /// <param name="userId">Who is signed in.</param>
    /// <param name="id">As <see cref="PasskeySummary.Id"/> names it.</param>
    /// <param name="name">Of <see cref="PasskeyName"/>.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> RenameAsync(Guid userId, string id, string name, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(_db, userId, cancellationToken) || await FindAsync(userId, id, cancellationToken) is not { } row) return false;
        _db.Audit(AuditEntry.OnUser(RenamedAction, actor, userId) with
        {
            OldValues = new() { ["name"] = row.Data.Name },
            NewValues = new() { ["name"] = name },
        });
        row.Data.Name = name;
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes a passkey away, and with it all other sessions, all grants and all remembered browsers: whoever has the lost device is signed
    /// out. The last way into an account stays, and so does the last second factor of who must have one.</summary>
    /// <param name="userId">Who is signed in.</param>
    /// <param name="id">As <see cref="PasskeySummary.Id"/> names it.</param>
    /// <param name="keepSession">The session in which it is done; it lives on, and is to be renewed, which gives it a new handle.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PasskeyRemoval> RemoveAsync(Guid userId, string id, Guid keepSession, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(_db, userId, cancellationToken) || await FindAsync(userId, id, cancellationToken) is not { } row)
            return new PasskeyRemoval.NotFound();
        if (!await _ways.RemainWithoutPasskeyAsync(userId, row.CredentialId, cancellationToken)) return new PasskeyRemoval.LastWayIn();
        if (await _factors.FindAsync(userId, cancellationToken) is { RequiredByRole: true, Totp: false, Passkeys: 1 })
            return new PasskeyRemoval.LastSecondFactor();
        if (!await SessionTurn.HoldAsync(_db, keepSession, userId, _time.GetUtcNow(), cancellationToken)) return new PasskeyRemoval.NotFound();

        await _db.Set<PasskeyUseRow>().Where(use => use.CredentialId == row.CredentialId).ExecuteDeleteAsync(cancellationToken);
        _db.Remove(row);
        var stamp = Jose.Handles.Create();
        await _db.Set<User>().Where(user => user.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.SecurityStamp, stamp), cancellationToken);
        await _ending.EndAsync(userId, keepSession, SessionEndReason.CredentialsChanged, RevocationReason.CredentialsChanged, actor, cancellationToken);

        var user = await _db.Set<User>().AsNoTracking().SingleAsync(account => account.Id == userId, cancellationToken);
        _db.Audit(AuditEntry.OnUser(RemovedAction, actor, userId) with { Detail = row.Data.Name });
        _db.Enqueue(Letters.Notice(user, SecurityNotice.PasskeyRemoved, NoticeFacts.Of(actor, _time.GetUtcNow())));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new PasskeyRemoval.Removed();
    }

    private IQueryable<IdentityUserPasskey<Guid>> Passkeys(Guid userId) => _db.Set<IdentityUserPasskey<Guid>>().Where(row => row.UserId == userId);

    private async Task<IdentityUserPasskey<Guid>?> FindAsync(Guid userId, string id, CancellationToken cancellationToken)
    {
        if (!Base64Url.IsValid(id)) return null;
        var credentialId = Base64Url.DecodeFromChars(id);
        return await Passkeys(userId).SingleOrDefaultAsync(row => row.CredentialId == credentialId, cancellationToken);
    }

    private static PasskeySummary Summary(IdentityUserPasskey<Guid> row, DateTimeOffset? lastUsedAt) => new(
        Base64Url.EncodeToString(row.CredentialId), row.Data.Name ?? "", row.Data.CreatedAt, lastUsedAt, row.Data.IsBackupEligible, row.Data.IsBackedUp,
        row.Data.Transports ?? []);
}

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Names it among those of its owner; no secret.</param>
/// <param name="LastUsedAt">Null when it was not used yet.</param>
/// <param name="IsSynced">It may be copied to other devices of its owner (backup eligible, WebAuthn §6.1.3).</param>
/// <param name="IsBackedUp">It has been.</param>
/// <param name="Transports">How browsers reach it (§5.8.4), such as <c>internal</c> or <c>usb</c>.</param>
public sealed record PasskeySummary(
    string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool IsSynced, bool IsBackedUp, IReadOnlyList<string> Transports);

/// <summary>What became of the wish to remove a passkey.</summary>
public abstract record PasskeyRemoval
{
    private PasskeyRemoval() { }

    public sealed record Removed : PasskeyRemoval;

    /// <summary>There is no such passkey, or the session in which it was to be removed has ended.</summary>
    public sealed record NotFound : PasskeyRemoval;

    /// <summary>Without it nobody could sign in to the account any more: it has no password and no account elsewhere.</summary>
    public sealed record LastWayIn : PasskeyRemoval;

    /// <summary>A role of the person wants a second factor, and there would be none left: whoever has the password would set up one of their own.</summary>
    public sealed record LastSecondFactor : PasskeyRemoval;
}
