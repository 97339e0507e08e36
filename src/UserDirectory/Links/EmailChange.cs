using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>Gives an account another e-mail address: asked for by who is signed in, confirmed by a link at the new address in a browser of the
/// same person, told at the old one, from which it can be taken back.</summary>
public sealed class EmailChange
{
    private readonly IdentityDb _db;
    private readonly MailLinks _links;
    private readonly LinkLetters _letters;
    private readonly AccountEnding _ending;
    private readonly TimeProvider _time;

    internal EmailChange(IdentityDb db, MailLinks links, LinkLetters letters, AccountEnding ending, TimeProvider time) =>
        (_db, _links, _letters, _ending, _time) = (db, links, letters, ending, time);

    /// <summary>Mails a link to the new address. When it is another account's, that account's owner is told instead, and the answer is
    /// the same.</summary>
    public async Task<EmailChangeOutcome> RequestAsync(Guid userId, string address, Actor actor, CancellationToken cancellationToken)
    {
        if (EmailAddresses.Parse(address) is not { } wanted) return EmailChangeOutcome.Invalid;
        var key = EmailAddresses.Key(wanted);
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var users = _db.Set<User>().AsNoTracking();
        if (await users.FirstOrDefaultAsync(row => row.Id == userId && row.Status == UserStatus.Active, cancellationToken) is not { } user)
            return EmailChangeOutcome.Invalid;
        if (user.NormalizedEmail == key) return EmailChangeOutcome.Same;

        if (await users.FirstOrDefaultAsync(row => row.NormalizedEmail == key, cancellationToken) is { } owner)
        {
            _db.Audit(AuditEntry.OnUser("user.email_change_requested", actor, userId) with { Succeeded = false, Detail = "address taken" });
            _db.Enqueue(Letters.AddressWanted(owner));
            await _db.SaveChangesAsync(cancellationToken);
        }
        else
        {
            await _letters.ConfirmChangeAsync(_db, user, wanted, actor, cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return EmailChangeOutcome.Sent;
    }

    /// <summary>Whose address the link changes, and to what; null when it opens nothing. Nothing changes.</summary>
    public Task<MailLink?> FindAsync(string? token, CancellationToken cancellationToken) =>
        _links.FindAsync(_db, token, MailLinkKind.ChangeEmail, cancellationToken);

    /// <summary>The account that a link of the former address gives it back to; null when it opens nothing. Nothing changes.</summary>
    public Task<MailLink?> FindUndoAsync(string? token, CancellationToken cancellationToken) =>
        _links.FindAsync(_db, token, MailLinkKind.UndoEmailChange, cancellationToken);

    /// <summary>Changes the address. The new address as its owner typed it, or null when the link opens nothing for this person, or another
    /// account has the address by now.</summary>
    /// <param name="userId">Who is signed in where the link was opened: a mistyped address must not hand the account to a stranger.</param>
    public async Task<string?> ConfirmAsync(string? token, Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _links.TakeAsync(_db, token, MailLinkKind.ChangeEmail, cancellationToken) is not { Address: { } address } link || link.UserId != userId)
            return null;
        var before = await _db.Set<User>().AsNoTracking().SingleAsync(row => row.Id == userId, cancellationToken);
        if (!await TryMoveAsync(userId, address, actor, "user.email_changed", cancellationToken)) return null;

        var after = await _db.Set<User>().AsNoTracking().SingleAsync(row => row.Id == userId, cancellationToken);
        await TellFormerAsync(before, after, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return address;
    }

    /// <summary>Gives the former address back, for who reads its mail: somebody else changed it. Ends all that is open; the password and all other
    /// ways in do not work any more, nor does a second factor that was set up since the change began. The token of a link that sets a new one, or null when there is nothing to take back.</summary>
    public async Task<string?> UndoAsync(string? token, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _links.TakeAsync(_db, token, MailLinkKind.UndoEmailChange, cancellationToken) is not { Address: { } address } link) return null;
        if (!await TryMoveAsync(link.UserId, address, actor with { UserId = link.UserId }, "user.email_change_undone", cancellationToken)) return null;
        var stamp = Jose.Handles.Create();
        await _db.Set<User>().Where(row => row.Id == link.UserId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.PasswordHash, (string?)null).SetProperty(row => row.SecurityStamp, stamp), cancellationToken);
        await Foothold.RemoveSinceAsync(_db, link.UserId, link.MadeAt - LinkLetters.Short, cancellationToken); // the change was asked for so long before
        await _ending.EndAsync(link.UserId, null, SessionEndReason.CredentialsChanged, RevocationReason.CredentialsChanged, actor, cancellationToken);
        var reset = await _links.CreateAsync(_db, link.UserId, MailLinkKind.ResetPassword, LinkLetters.Short, null, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return reset;
    }

    /// <summary>False when another account has the address: the unique index decides.</summary>
    private async Task<bool> TryMoveAsync(Guid userId, string address, Actor actor, string action, CancellationToken cancellationToken)
    {
        var user = await _db.Set<User>().SingleAsync(row => row.Id == userId, cancellationToken);
        _db.Audit(AuditEntry.OnUser(action, actor, userId) with
        {
            OldValues = new JsonObject { ["email"] = user.Email },
            NewValues = new JsonObject { ["email"] = address },
        });
        (user.Email, user.NormalizedEmail, user.EmailConfirmed) = (address, EmailAddresses.Key(address), true);
        user.Changed(_time.GetUtcNow());
        try
        {
            await _db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
        finally
        {
            _db.ChangeTracker.Clear();
        }
    }

    /// <summary>One way back at a time, the oldest: else whoever took the account over would change the address twice, and send the way back
    /// to themselves. An address that was never proved has none.</summary>
    private async Task TellFormerAsync(User before, User after, CancellationToken cancellationToken)
    {
        if (before.EmailConfirmed && !await _links.IsLiveAsync(_db, after.Id, MailLinkKind.UndoEmailChange, cancellationToken))
            await _letters.OfferUndoAsync(_db, after, before.Email!, cancellationToken);
        else
            _db.Enqueue(Letters.Notice(after, SecurityNotice.EmailChanged, address: before.Email));
        await _db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>What became of a wish for another address.</summary>
public enum EmailChangeOutcome
{
    /// <summary>The new address got a mail, whoever reads it.</summary>
    Sent,

    /// <summary>It is the account's address already.</summary>
    Same,

    /// <summary>It is no address that is taken here.</summary>
    Invalid,
}
