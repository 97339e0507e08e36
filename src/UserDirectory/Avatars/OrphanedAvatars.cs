using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Housekeeping;
using UserDirectory.Users;

namespace UserDirectory.Avatars;

/// <summary>Deletes files that an instance wrote and then died, before the account's row named them.</summary>
internal sealed class OrphanedAvatars(IAvatarStore store, IDbContextFactory<IdentityDb> databases, TimeProvider time) : IHousekeepingJob
{
    private const int Batch = 500;
    private static readonly TimeSpan UploadUnderWay = TimeSpan.FromHours(1);

    public string Name => "housekeeping.orphaned_avatars";

    public TimeSpan Interval => TimeSpan.FromHours(6);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - UploadUnderWay;
        var deleted = 0;
        var batch = new HashSet<(Guid UserId, Guid Version)>();
        await foreach (var stored in store.ListAsync(cancellationToken))
        {
            if (stored.WrittenAt >= before) continue;
            batch.Add((stored.UserId, stored.Version));
            if (batch.Count < Batch) continue;
            deleted += await DeleteOrphansAsync(batch, cancellationToken);
            batch.Clear();
        }

        deleted += await DeleteOrphansAsync(batch, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{deleted} uploads without an account");
    }

    private async Task<int> DeleteOrphansAsync(IReadOnlySet<(Guid UserId, Guid Version)> stored, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var versions = stored.Select(one => (Guid?)one.Version).ToList();
        var current = await db.Set<User>().Where(user => versions.Contains(user.AvatarVersion))
            .Select(user => user.AvatarVersion!.Value).ToListAsync(cancellationToken);
        var orphans = stored.ExceptBy(current, one => one.Version).ToList();
        foreach (var (userId, version) in orphans) await store.DeleteAsync(userId, version, cancellationToken);
        return orphans.Count;
    }
}
