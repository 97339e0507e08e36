using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.SecondFactors;

/// <summary>Second factors and remembered browsers, in the archive and at erasure. Keys and codes are left out: they are secrets.</summary>
internal sealed class SecondFactorData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var authenticator = await db.Set<TotpKeyRow>().AsNoTracking().Where(row => row.UserId == userId && row.WrappedKey != null)
            .Select(row => new { row.ConfirmedAt, row.LastUsedAt }).FirstOrDefaultAsync(cancellationToken);
        var codes = await db.Set<RecoveryCodeRow>().AsNoTracking().Where(row => row.UserId == userId)
            .Select(row => new { row.CreatedAt, row.UsedAt }).ToListAsync(cancellationToken);
        var browsers = await db.Set<RememberedDeviceRow>().AsNoTracking().Where(row => row.UserId == userId).OrderBy(row => row.CreatedAt)
            .Select(row => new { row.Id, row.UserAgent, row.IpAddress, row.CreatedAt, row.LastUsedAt, row.ExpiresAt })
            .ToListAsync(cancellationToken);
        await archive.WriteJsonAsync(
            "second-factors.json", "Your authenticator app, your recovery codes (when they were made and used), and the browsers that are remembered.",
            new { authenticator, recovery_codes = codes, remembered_browsers = browsers }, cancellationToken);
    }

    public async Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
    {
        await db.Set<PartialSignInRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RememberedDeviceRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<TotpKeyRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }
}
