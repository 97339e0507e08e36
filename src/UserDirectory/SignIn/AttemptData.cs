using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.SignIn;

/// <summary>Counted attempts to sign in, in the archive and at erasure.</summary>
internal sealed class AttemptData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var attempts = await db.Set<SignInBucket>().AsNoTracking().Where(bucket => bucket.UserId == userId)
            .Select(bucket => new { bucket.Attempts, bucket.LastAttemptAt, bucket.BlockedUntil })
            .ToListAsync(cancellationToken);
        await archive.WriteJsonAsync(
            "sign-in-attempts.json", "Attempts to sign in to your account that are still counted.", attempts, cancellationToken);
    }

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Set<SignInBucket>().Where(bucket => bucket.UserId == userId).ExecuteDeleteAsync(cancellationToken);
}
