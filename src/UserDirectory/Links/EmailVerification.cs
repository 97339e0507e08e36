using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>Proves that who registered reads the mail of the address. The link alone proves the other half, that its reader registered, to nobody:
/// where that is not known, <see cref="AddressClaim"/> asks for the password.</summary>
public sealed class EmailVerification
{
    internal const string VerifiedAction = "user.email_verified";

    private readonly IdentityDb _db;
    private readonly MailLinks _links;
    private readonly LinkLetters _letters;
    private readonly TimeProvider _time;

    internal EmailVerification(IdentityDb db, MailLinks links, LinkLetters letters, TimeProvider time) =>
        (_db, _links, _letters, _time) = (db, links, letters, time);

    /// <summary>Whose address the link proves; null when it opens nothing. Nothing changes.</summary>
    public Task<MailLink?> FindAsync(string? token, CancellationToken cancellationToken) =>
        _links.FindAsync(_db, token, MailLinkKind.VerifyEmail, cancellationToken);

    /// <summary>Uses the link up. False when it opens nothing for this person.</summary>
    /// <param name="userId">Whose account was made, or is signed in to, where the link was opened: nobody proves the address of a stranger's account,
    /// who would be let into what they take for their own.</param>
    public async Task<bool> ConfirmAsync(string? token, Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _links.TakeAsync(_db, token, MailLinkKind.VerifyEmail, cancellationToken) is not { } link || link.UserId != userId) return false;
        var now = _time.GetUtcNow();
        var proved = await _db.Set<User>().Where(user => user.Id == link.UserId && !user.EmailConfirmed).ExecuteUpdateAsync(
            set => set
                .SetProperty(user => user.EmailConfirmed, true)
                .SetProperty(user => user.UpdatedAt, now)
                .SetProperty(user => user.Version, user => user.Version + 1),
            cancellationToken);
        if (proved == 1) _db.Audit(AuditEntry.OnUser(VerifiedAction, actor with { UserId = link.UserId }, link.UserId));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Mails another link to somebody who is signed in, or has just proved who they are. Within a minute of the last one, and to
    /// an address that is proved, it sends none.</summary>
    public async Task SendAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var user = await _db.Set<User>().AsNoTracking().FirstOrDefaultAsync(
            row => row.Id == userId && row.Status == UserStatus.Active && !row.EmailConfirmed, cancellationToken);
        var since = _time.GetUtcNow() - TimeSpan.FromMinutes(1);
        if (user is null || await _links.IsYoungAsync(_db, userId, MailLinkKind.VerifyEmail, since, cancellationToken)) return;
        await _letters.VerifyAsync(_db, user, actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}
