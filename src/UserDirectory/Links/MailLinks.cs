using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>The links of mails. Each works once, for its own purpose, until its time is over or the account's password, second factor,
/// address or status changes; the next of its kind takes its place.</summary>
internal sealed class MailLinks(TimeProvider time)
{
    /// <summary>In the caller's transaction, after all that it changes of the account. The handle goes into the mail and nowhere else.</summary>
    /// <param name="address">The address that the link confirms or gives back.</param>
    public async Task<string> CreateAsync(
        IdentityDb db, Guid userId, MailLinkKind kind, TimeSpan lifetime, string? address, CancellationToken cancellationToken)
    {
        await AccountTurn.TakeAsync(db, userId, cancellationToken); // two at once would both find no row to replace
        await RevokeAsync(db, userId, kind, cancellationToken);
        var account = await Accounts(db, userId).SingleAsync(cancellationToken);
        var now = time.GetUtcNow();
        var handle = Jose.Handles.Create();
        db.Add(new MailLinkRow
        {
            UserId = userId,
            Kind = kind.ToString(),
            HandleHash = HashOf(handle, kind),
            Stamp = account.Stamp(kind),
            Address = address,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        });
        await db.SaveChangesAsync(cancellationToken);
        return handle;
    }

    /// <summary>What the link would open; it changes nothing, so that a mail scanner that looks at it does not use it up.</summary>
    public async Task<MailLink?> FindAsync(IdentityDb db, string? handle, MailLinkKind kind, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(handle)) return null;
        var hash = HashOf(handle, kind);
        var row = await db.Set<MailLinkRow>().AsNoTracking().FirstOrDefaultAsync(link => link.HandleHash == hash, cancellationToken);
        return row is null ? null : await OpenAsync(db, row, kind, cancellationToken);
    }

    /// <summary>Uses the link up, in the caller's transaction, which then holds the account's row. Null says that it opens nothing, and
    /// that the caller writes nothing.</summary>
    public async Task<MailLink?> TakeAsync(IdentityDb db, string? handle, MailLinkKind kind, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(handle)) return null;
        var hash = HashOf(handle, kind);
        var taken = await db.Set<MailLinkRow>()
            .FromSql($"""
                DELETE FROM mail_links WHERE handle_hash = {hash}
                RETURNING user_id, kind, handle_hash, stamp, address, created_at, expires_at
                """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        if (taken is not [var row] || !await AccountTurn.TakeAsync(db, row.UserId, cancellationToken)) return null;
        return await OpenAsync(db, row, kind, cancellationToken); // behind the turn: nobody changes the account meanwhile
    }

    /// <summary>True while a link of this kind could be used.</summary>
    public async Task<bool> IsLiveAsync(IdentityDb db, Guid userId, MailLinkKind kind, CancellationToken cancellationToken)
    {
        var (name, now) = (kind.ToString(), time.GetUtcNow());
        return await db.Set<MailLinkRow>().AnyAsync(link => link.UserId == userId && link.Kind == name && link.ExpiresAt > now, cancellationToken);
    }

    /// <summary>True when the person's newest link of this kind was made after this moment and could be used.</summary>
    public async Task<bool> IsYoungAsync(IdentityDb db, Guid userId, MailLinkKind kind, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var name = kind.ToString();
        var row = await db.Set<MailLinkRow>().AsNoTracking().FirstOrDefaultAsync(link => link.UserId == userId && link.Kind == name, cancellationToken);
        return row is not null && row.CreatedAt > since && await OpenAsync(db, row, kind, cancellationToken) is not null;
    }

    /// <summary>Takes the person's link of this kind out of use.</summary>
    public static Task RevokeAsync(IdentityDb db, Guid userId, MailLinkKind kind, CancellationToken cancellationToken)
    {
        var name = kind.ToString();
        return db.Set<MailLinkRow>().Where(link => link.UserId == userId && link.Kind == name).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<MailLink?> OpenAsync(IdentityDb db, MailLinkRow row, MailLinkKind kind, CancellationToken cancellationToken) =>
        row.ExpiresAt > time.GetUtcNow()
        && await Accounts(db, row.UserId).FirstOrDefaultAsync(cancellationToken) is { Status: UserStatus.Active } account
        && account.Stamp(kind) == row.Stamp
            ? new MailLink(row.UserId, account.UserName, row.Address, row.CreatedAt)
            : null;

    private static byte[] HashOf(string handle, MailLinkKind kind) => Jose.Handles.Hash($"mail_link:{kind}", handle);

    private static IQueryable<Account> Accounts(IdentityDb db, Guid userId) => db.Set<User>().AsNoTracking().Where(user => user.Id == userId)
        .Select(user => new Account(user.UserName!, user.NormalizedEmail!, user.SecurityStamp, user.Status));

    private sealed record Account(string UserName, string EmailKey, string? SecurityStamp, string Status)
    {
        /// <summary>What must be as it was for a link to work. Taking back a change of address works whatever an intruder changed after
        /// it: else the change of the password that follows would take that way from the owner.</summary>
        public string Stamp(MailLinkKind kind) => kind == MailLinkKind.UndoEmailChange
            ? "any"
            : Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{SecurityStamp}\n{EmailKey}")));
    }
}
