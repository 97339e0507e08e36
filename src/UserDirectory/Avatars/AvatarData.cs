using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.PersonalData;
using UserDirectory.Users;

namespace UserDirectory.Avatars;

/// <summary>The picture, as what is held on a person. What was uploaded is not kept: these files are all there is.</summary>
internal sealed class AvatarData(IDbContextFactory<IdentityDb> databases, IAvatarStore store) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var version = await db.Set<User>().Where(user => user.Id == userId).Select(user => user.AvatarVersion).FirstOrDefaultAsync(cancellationToken);
        if (version is not { } current) return;
        foreach (var size in AvatarSizes.All)
        {
            if (await store.ReadAsync(new AvatarFile(userId, current, size), cancellationToken) is not { } content) continue;
            using var file = new MemoryStream(content, writable: false);
            await archive.WriteFileAsync($"avatar/{size}.webp", $"Your picture, {size} pixels wide.", file, cancellationToken);
        }
    }

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken)
    {
        db.Enqueue(AvatarFiles.Delete(userId, version: null));
        return Task.CompletedTask;
    }
}
