using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>Links that administrators have mailed. They never see them. Each act asks in its own transaction whether they may.</summary>
public sealed class AccountMailActs
{
    private readonly IdentityDb _db;
    private readonly Escalation _escalation;
    private readonly LinkLetters _letters;

    internal AccountMailActs(IdentityDb db, Escalation escalation, LinkLetters letters) => (_db, _escalation, _letters) = (db, escalation, letters);

    /// <summary>Mails the owner a link that sets a new password; the present one works until then. Who was invited and has not come yet is
    /// invited again.</summary>
    public async Task<AccountAct> SendPasswordResetAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _escalation.LackedAsync(actor, userId, cancellationToken) is { } lacked) return new AccountAct.Forbidden(lacked);
        if (!await AccountTurn.TakeAsync(_db, userId, cancellationToken)) return new AccountAct.NotFound();
        var user = await _db.Set<User>().AsNoTracking().SingleAsync(row => row.Id == userId, cancellationToken);
        if (user.Status != UserStatus.Active) return new AccountAct.Unchanged();
        var isInvited = user is { PasswordHash: null, EmailConfirmed: false, LastSignInAt: null };
        await (isInvited
            ? _letters.InviteAsync(_db, user, actor, cancellationToken)
            : _letters.ResetPasswordByAdministratorAsync(_db, user, actor, cancellationToken));
        await write.CommitAsync(cancellationToken);
        return new AccountAct.Done(1);
    }
}
