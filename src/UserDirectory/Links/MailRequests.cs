using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Outbox;

namespace UserDirectory.Links;

/// <summary>Takes the wish of somebody who is not signed in for a mail with a link. Whether there is such an account is found out later, by the
/// outbox: the request does the same work and takes the same time for every name.</summary>
public sealed class MailRequests
{
    private readonly IdentityDb _db;

    internal MailRequests(IdentityDb db) => _db = db;

    /// <summary>A link with which the account's owner sets a new password.</summary>
    /// <param name="name">What was typed: an e-mail address or a user name.</param>
    public Task ResetPasswordAsync(string name, Actor actor, CancellationToken cancellationToken) =>
        PutAsync(MailLinkKind.ResetPassword, name, actor, cancellationToken);

    /// <summary>Another link that proves the account's address, as long as it is not proved.</summary>
    /// <param name="name">What was typed: an e-mail address or a user name.</param>
    public Task VerifyEmailAsync(string name, Actor actor, CancellationToken cancellationToken) =>
        PutAsync(MailLinkKind.VerifyEmail, name, actor, cancellationToken);

    private async Task PutAsync(MailLinkKind kind, string name, Actor actor, CancellationToken cancellationToken)
    {
        var message = OutboxMessage.Create(OutboxKinds.MailRequest, MailRequest.Of(kind, actor));
        message.Secret = name; // people type passwords into the wrong field
        _db.Enqueue(message);
        await _db.SaveChangesAsync(cancellationToken);
    }
}
