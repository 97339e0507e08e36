using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.ExternalLogins;

/// <summary>Linked accounts, in the archive and at erasure.</summary>
internal sealed class ExternalLoginData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ExternalLoginRow>().AsNoTracking().Where(row => row.UserId == userId).OrderBy(row => row.LinkedAt).ToListAsync(cancellationToken);
        await archive.WriteJsonAsync(
            "linked-accounts.json", "The accounts elsewhere by which you sign in here.",
            rows.Select(row => new
            {
                provider = row.Provider,
                issuer = row.Issuer,
                subject = row.Subject,
                account = row.DisplayName,
                linked_at = row.LinkedAt,
                last_used_at = row.LastUsedAt,
            }),
            cancellationToken);
    }

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Set<ExternalLoginRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
}
