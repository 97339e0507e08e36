using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.MasterKeys;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>Codes by e-mail, for people who turned them on and have no authenticator app. A code belongs to one sign-in and ends with it, or after
/// ten minutes.</summary>
public sealed class EmailCodes : ICodeFactor
{
    private const string SentAction = "user.email_code_sent";
    private const int MostInAnHour = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly IdentityDb _db;
    private readonly PartialSignIns _partial;
    private readonly FactorLookup _factors;
    private readonly TimeProvider _time;
    private readonly byte[] _key;

    internal EmailCodes(IdentityDb db, PartialSignIns partial, FactorLookup factors, MasterKey masterKey, TimeProvider time) =>
        (_db, _partial, _factors, _time, _key) = (db, partial, factors, time, masterKey.Derive("email_code"));

    string ICodeFactor.Method => SecondFactorMethods.EmailCode;

    string ICodeFactor.Acr => AssuranceLevels.One;

    IReadOnlyList<string> ICodeFactor.Amr { get; } = [AuthenticationMethods.OneTimePassword];

    /// <summary>Mails a new code, in place of the one before. An account is mailed one in a minute and five in an hour, whoever asks.</summary>
    public async Task<EmailCodeOutcome> SendAsync(string handle, Actor actor, CancellationToken cancellationToken)
    {
        if (await _partial.FindAsync(handle, cancellationToken) is not { First.UserId: var userId }) return EmailCodeOutcome.Gone;
        if (await _factors.FindAsync(userId, cancellationToken) is not { } owned || !owned.All.Contains(SecondFactorMethods.EmailCode))
            return EmailCodeOutcome.Gone;

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await AccountTurn.TakeAsync(_db, userId, cancellationToken); // of two at once, the second counts what the first has sent
        if (await IsTooSoonAsync(userId, cancellationToken)) return EmailCodeOutcome.TooSoon;
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var (hash, now) = (HashOf(handle, code), _time.GetUtcNow());
        var kept = await _partial.Live(handle).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.MailedCode, hash).SetProperty(row => row.MailedAt, now), cancellationToken);
        if (kept == 0) return EmailCodeOutcome.Gone;

        _db.Enqueue(Letters.Code(await _db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == userId, cancellationToken), code));
        _db.Audit(AuditEntry.OnUser(SentAction, actor, userId));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return EmailCodeOutcome.Sent;
    }

    async Task<bool> ICodeFactor.UseAsync(Guid userId, string code, string? handle, CancellationToken cancellationToken)
    {
        if (handle is null) return false; // nobody is mailed a code who is signed in
        var (hash, since) = (HashOf(handle, code), _time.GetUtcNow() - Lifetime);
        return await _partial.Live(handle).Where(row => row.UserId == userId && row.MailedCode == hash && row.MailedAt > since)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.MailedCode, (byte[]?)null), cancellationToken) == 1;
    }

    private async Task<bool> IsTooSoonAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var (target, hour, pause) = (userId.ToString(), now - TimeSpan.FromHours(1), now - Pause);
        var sent = await _db.Set<AuditRow>().Where(row => row.TargetId == target && row.OccurredAt > hour && row.Action == SentAction)
            .OrderByDescending(row => row.OccurredAt).Select(row => row.OccurredAt).Take(MostInAnHour).ToListAsync(cancellationToken);
        return sent.Count == MostInAnHour || (sent.Count > 0 && sent[0] > pause);
    }

    // Six digits are soon tried out: without the master key the hash tells nothing.
    private byte[] HashOf(string handle, string code) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{handle}|{code}"));
}

/// <summary>What became of a wish for a code.</summary>
public enum EmailCodeOutcome
{
    Sent,

    /// <summary>One was mailed within the last minute, or five within the last hour.</summary>
    TooSoon,

    /// <summary>The sign-in does not wait any more, or is not to be done by e-mail.</summary>
    Gone,
}
