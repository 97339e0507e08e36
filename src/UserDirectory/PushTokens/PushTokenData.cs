using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.PushTokens;

/// <summary>Devices for push messages, in the archive and at erasure.</summary>
internal sealed class PushTokenData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<PushTokenRow>().AsNoTracking().Where(row => row.UserId == userId).OrderBy(row => row.CreatedAt).ToListAsync(cancellationToken);
        await archive.WriteJsonAsync(
            "push-tokens.json", "The devices on which apps may send you push messages. Of each token there is the end alone.",
            rows.Select(PushDevices.Show), cancellationToken);
    }

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Set<PushTokenRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
}
