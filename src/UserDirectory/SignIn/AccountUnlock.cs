using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Links;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.SignIn;

/// <summary>Lets a person whom strangers' guesses keep waiting sign in all the same: a link that is mailed makes the browser that opens it a known
/// device, whose guesses are counted by themselves. The strangers' count stays as it is, so nobody gains a guess without the person's mailbox.</summary>
public sealed class AccountUnlock
{
    private const string Template = "AccountLocked";
    private const string UnlockedAction = "user.sign_in_unlocked";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly IdentityDb _db;
    private readonly MailLinks _links;
    private readonly KnownDevices _devices;
    private readonly TimeProvider _time;

    internal AccountUnlock(IdentityDb db, MailLinks links, KnownDevices devices, TimeProvider time) =>
        (_db, _links, _devices, _time) = (db, links, devices, time);

    /// <summary>Whether the link still opens something; it changes nothing.</summary>
    public async Task<bool> IsLiveAsync(string? token, CancellationToken cancellationToken) =>
        await _links.FindAsync(_db, token, MailLinkKind.Unlock, cancellationToken) is not null;

    /// <summary>Uses the link up.</summary>
    /// <param name="knownDevice">The value of the cookie of known devices until now.</param>
    /// <returns>The cookie's new value; null when the link opens nothing.</returns>
    public async Task<string?> UnlockAsync(string? token, string? knownDevice, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _links.TakeAsync(_db, token, MailLinkKind.Unlock, cancellationToken) is not { } link) return null;
        _db.Audit(AuditEntry.OnUser(UnlockedAction, actor, link.UserId));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return _devices.RememberAnew(knownDevice, link.UserId);
    }

    /// <summary>Mails the link, if none is under way: one an hour at most.</summary>
    /// <param name="userId">Null where a name belongs to nobody: the same is looked for, for nothing.</param>
    internal async Task OfferAsync(Guid? userId, CancellationToken cancellationToken)
    {
        var id = userId ?? Guid.Empty;
        if (await IsUnderWayAsync(id, cancellationToken) || userId is null) return;

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await AccountTurn.TakeAsync(_db, id, cancellationToken); // two at once would both find none
        var user = await _db.Set<User>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Status == UserStatus.Active, cancellationToken);
        if (user is null || await IsUnderWayAsync(id, cancellationToken)) return;

        var handle = await _links.CreateAsync(_db, id, MailLinkKind.Unlock, Lifetime, null, cancellationToken);
        _db.Enqueue(Letters.WithLink(user, Template, $"/unlock?token={handle}"));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private Task<bool> IsUnderWayAsync(Guid userId, CancellationToken cancellationToken) =>
        _links.IsLiveAsync(_db, userId, MailLinkKind.Unlock, cancellationToken);
}
