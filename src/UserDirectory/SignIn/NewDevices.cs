using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.SignIn;

/// <summary>Writes to people when somebody signs in to their account on a browser that they have not used before.</summary>
public sealed class NewDevices
{
    private readonly IdentityDb _db;
    private readonly KnownDevices _known;
    private readonly TimeProvider _time;

    internal NewDevices(IdentityDb db, KnownDevices known, TimeProvider time) => (_db, _known, _time) = (db, known, time);

    /// <summary>To be called when all that a sign-in asks for is proved, before its session is made and the browser becomes
    /// a known one. The first sign-in of all is no news to the person.</summary>
    public async Task TellAsync(Guid userId, SignInOrigin origin, CancellationToken cancellationToken)
    {
        if (_known.Find(origin.KnownDevice, userId) is not null || await IsFirstSignInAsync(userId, cancellationToken)) return;
        if (await _db.Set<User>().AsNoTracking().FirstOrDefaultAsync(user => user.Id == userId, cancellationToken) is not { } user) return;

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        _db.Enqueue(Letters.Notice(user, SecurityNotice.NewDevice, new NoticeFacts(origin.UserAgent, origin.IpAddress, _time.GetUtcNow())));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task<bool> IsFirstSignInAsync(Guid userId, CancellationToken cancellationToken)
    {
        var target = userId.ToString();
        return !await _db.Set<AuditRow>().AnyAsync(row => row.TargetId == target && row.Action == SignInRecord.SignedInAction, cancellationToken);
    }
}
