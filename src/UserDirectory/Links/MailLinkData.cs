using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.Links;

/// <summary>Which links of mails are open, in the archive and at erasure.</summary>
internal sealed class MailLinkData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var links = await db.Set<MailLinkRow>().AsNoTracking().Where(link => link.UserId == userId).OrderBy(link => link.CreatedAt)
            .Select(link => new { link.Kind, link.Address, link.CreatedAt, link.ExpiresAt })
            .ToListAsync(cancellationToken);
        await archive.WriteJsonAsync("mail-links.json", "What the links of mails to you are for that you have not used.", links, cancellationToken);
    }

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Set<MailLinkRow>().Where(link => link.UserId == userId).ExecuteDeleteAsync(cancellationToken);
}
