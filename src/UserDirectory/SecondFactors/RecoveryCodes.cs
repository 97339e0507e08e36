using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>Codes for the day on which the authenticator app is gone. They are shown when they are made, and kept as hashes: with 80 random bits
/// nobody finds one from its hash. Each counts once.</summary>
public sealed class RecoveryCodes : ICodeFactor
{
    /// <summary>How many are made at once.</summary>
    public const int Count = 10;

    private const int Length = 16;
    private const int GroupLength = 4;
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789"; // without l, o, 0 and 1, which look like each other

    private readonly IdentityDb _db;
    private readonly TimeProvider _time;

    internal RecoveryCodes(IdentityDb db, TimeProvider time) => (_db, _time) = (db, time);

    string ICodeFactor.Method => SecondFactorMethods.RecoveryCode;

    string ICodeFactor.Acr => AssuranceLevels.Two;

    IReadOnlyList<string> ICodeFactor.Amr { get; } = [AuthenticationMethods.OneTimePassword, AuthenticationMethods.MultipleFactors];

    /// <summary>New codes in place of all former ones. Null when the person has no authenticator app that they could stand in for.</summary>
    public async Task<IReadOnlyList<string>?> MakeAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(_db, userId, cancellationToken)) return null;
        if (!await _db.Set<TotpKeyRow>().AnyAsync(row => row.UserId == userId && row.WrappedKey != null, cancellationToken)) return null;
        var codes = await ReplaceAsync(userId, cancellationToken);
        _db.Audit(AuditEntry.OnUser("user.recovery_codes_made", actor, userId));
        _db.Enqueue(Letters.Notice(await _db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == userId, cancellationToken), SecurityNotice.RecoveryCodesMade));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>Adds new codes to what the caller's transaction writes, and deletes the former ones.</summary>
    internal async Task<IReadOnlyList<string>> ReplaceAsync(Guid userId, CancellationToken cancellationToken)
    {
        await _db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length)).ToList();
        var now = _time.GetUtcNow();
        _db.AddRange(codes.Select(code => new RecoveryCodeRow { UserId = userId, Hash = HashOf(userId, code), CreatedAt = now }));
        return [.. codes.Select(Grouped)];
    }

    async Task<bool> ICodeFactor.UseAsync(Guid userId, string code, string? handle, CancellationToken cancellationToken)
    {
        var hash = HashOf(userId, code);
        var now = _time.GetUtcNow();
        var used = await _db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId && row.Hash == hash && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellationToken);
        if (used == 0) return false;
        _db.Enqueue(Letters.Notice(await _db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == userId, cancellationToken), SecurityNotice.RecoveryCodeUsed));
        return true;
    }

    private static string Grouped(string code) => string.Join('-', code.Chunk(GroupLength).Select(group => new string(group)));

    private static byte[] HashOf(Guid userId, string code) => Jose.Handles.Hash($"recovery_code:{userId:D}", code);
}
