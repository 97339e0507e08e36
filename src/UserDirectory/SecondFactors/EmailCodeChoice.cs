using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>Turns codes by e-mail on and off for a person (<c>users.two_factor_enabled</c>).</summary>
public sealed class EmailCodeChoice
{
    private readonly IdentityDb _db;
    private readonly FactorChange _change;
    private readonly SecondFactorOptions _options;
    private readonly TimeProvider _time;

    internal EmailCodeChoice(IdentityDb db, FactorChange change, SecondFactorOptions options, TimeProvider time) =>
        (_db, _change, _options, _time) = (db, change, options, time);

    /// <summary>Whether this installation offers them.</summary>
    public bool IsOffered => _options.EmailCodes;

    /// <summary>False when nothing was changed: the address is not verified, the installation offers none, it was so before, or the
    /// session has ended.</summary>
    /// <param name="session">It lives on, and is to be renewed.</param>
    public async Task<bool> SetAsync(Guid userId, bool on, Guid session, Actor actor, CancellationToken cancellationToken)
    {
        if (on && !IsOffered) return false;
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var changed = await _db.Set<User>().Where(user => user.Id == userId && user.TwoFactorEnabled != on && (!on || user.EmailConfirmed))
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, on), cancellationToken);
        if (changed == 0 || !await SessionTurn.HoldAsync(_db, session, userId, _time.GetUtcNow(), cancellationToken)) return false;
        await _change.ApplyAsync(
            userId, session, on ? "user.email_codes_on" : "user.email_codes_off",
            on ? SecurityNotice.EmailCodesOn : SecurityNotice.EmailCodesOff, actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }
}
