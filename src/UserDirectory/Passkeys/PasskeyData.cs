using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.Passkeys;

/// <summary>A person's passkeys, in the archive and at erasure.</summary>
internal sealed class PasskeyData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(row => row.UserId == userId).ToListAsync(cancellationToken);
        var uses = await db.Set<PasskeyUseRow>().AsNoTracking().Where(use => use.UserId == userId).ToListAsync(cancellationToken);
        await archive.WriteJsonAsync(
            "passkeys.json", "The passkeys by which you sign in. Their secret halves are on your devices alone.",
            passkeys.OrderBy(row => row.Data.CreatedAt).Select(row => new
            {
                row.CredentialId,
                row.Data.Name,
                row.Data.CreatedAt,
                LastUsedAt = uses.Find(use => use.CredentialId.AsSpan().SequenceEqual(row.CredentialId))?.LastUsedAt,
                row.Data.IsBackupEligible,
                row.Data.IsBackedUp,
                row.Data.Transports,
            }), cancellationToken);
    }

    public async Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
    {
        await db.Set<PasskeyChallengeRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<PasskeyUseRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<IdentityUserPasskey<Guid>>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }
}
