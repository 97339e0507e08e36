using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>Mails links. The account's row, the link, the mail and the record are of one transaction: the caller's.</summary>
internal sealed class LinkLetters(MailLinks links)
{
    public const string ResetRequestedAction = "user.password_reset_requested";

    /// <summary>Of links that prove an address or set a password.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromHours(1);

    /// <summary>Of links that wait for somebody who does not expect them. Both give nothing away: an invited account is empty, and to take
    /// back a change of address only closes what is open.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromHours(72);

    public Task WelcomeAsync(IdentityDb db, User user, CancellationToken cancellationToken) =>
        SendAsync(db, user, MailLinkKind.VerifyEmail, "WelcomeVerify", Short, cancellationToken);

    public Task VerifyAsync(IdentityDb db, User user, Actor actor, CancellationToken cancellationToken) =>
        SendAsync(db, user, MailLinkKind.VerifyEmail, "VerifyEmail", Short, "user.verification_sent", actor, cancellationToken);

    public Task ResetPasswordAsync(IdentityDb db, User user, Actor actor, CancellationToken cancellationToken) =>
        SendAsync(db, user, MailLinkKind.ResetPassword, "ResetPassword", Short, ResetRequestedAction, actor, cancellationToken);

    public Task ResetPasswordByAdministratorAsync(IdentityDb db, User user, Actor actor, CancellationToken cancellationToken) =>
        SendAsync(db, user, MailLinkKind.ResetPassword, "ResetPasswordByAdministrator", Short, "user.password_reset_sent", actor, cancellationToken);

    public Task InviteAsync(IdentityDb db, User user, Actor actor, CancellationToken cancellationToken) =>
        SendAsync(db, user, MailLinkKind.Invitation, "Invitation", Long, "user.invited", actor, cancellationToken);

    /// <param name="address">The new one, to which the mail goes.</param>
    public Task ConfirmChangeAsync(IdentityDb db, User user, string address, Actor actor, CancellationToken cancellationToken) =>
        SendAsync(db, user, MailLinkKind.ChangeEmail, "ConfirmEmail", Short, "user.email_change_requested", actor, cancellationToken, address);

    /// <param name="formerAddress">Where the mail goes, and what its link gives back.</param>
    public Task OfferUndoAsync(IdentityDb db, User user, string formerAddress, CancellationToken cancellationToken) =>
        SendAsync(db, user, MailLinkKind.UndoEmailChange, "EmailChangedUndo", Long, cancellationToken, formerAddress);

    private async Task SendAsync(
        IdentityDb db, User user, MailLinkKind kind, string template, TimeSpan lifetime, string action, Actor actor,
        CancellationToken cancellationToken, string? address = null)
    {
        db.Audit(AuditEntry.OnUser(action, actor, user.Id));
        await SendAsync(db, user, kind, template, lifetime, cancellationToken, address);
    }

    private async Task SendAsync(
        IdentityDb db, User user, MailLinkKind kind, string template, TimeSpan lifetime, CancellationToken cancellationToken, string? address = null)
    {
        var token = await links.CreateAsync(db, user.Id, kind, lifetime, address, cancellationToken);
        db.Enqueue(Letters.WithLink(user, template, $"{PathOf(kind)}?token={token}", address));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string PathOf(MailLinkKind kind) => kind switch
    {
        MailLinkKind.VerifyEmail or MailLinkKind.ChangeEmail => "/verify-email",
        MailLinkKind.ResetPassword => "/reset-password",
        MailLinkKind.UndoEmailChange => "/undo-email-change",
        MailLinkKind.Invitation => "/invitation",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Its letter is written elsewhere."),
    };
}
