using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Avatars;

/// <summary>Reads people's pictures, for anybody.</summary>
public sealed class AvatarPictures
{
    private readonly IdentityDb _db;
    private readonly IAvatarStore _store;
    private readonly ILogger<AvatarPictures> _logger;

    internal AvatarPictures(IdentityDb db, IAvatarStore store, ILogger<AvatarPictures> logger) => (_db, _store, _logger) = (db, store, logger);

    /// <summary>Null for an id without an account, and for an account that is to be erased.</summary>
    public async Task<AvatarOwner?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        var user = await _db.Set<User>().AsNoTracking()
            .FirstOrDefaultAsync(user => user.Id == userId && user.Status != UserStatus.PendingDeletion, cancellationToken);
        return user is null ? null : new AvatarOwner(UserProfile.Of(user, []).Name, user.AvatarVersion);
    }

    public async Task<PictureReading> ReadAsync(Guid userId, Guid version, int size, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.ReadAsync(new AvatarFile(userId, version, size), cancellationToken) is { } content
                ? new PictureReading.Found(content)
                : new PictureReading.Gone();
        }
        catch (IOException exception)
        {
            _logger.StoreFailed(exception);
            return new PictureReading.Unavailable();
        }
    }

    /// <summary>Tells the operator of a picture that the account has and the store has not.</summary>
    public void ReportLost(Guid userId, Guid version) => _logger.Lost(version, userId);
}

/// <param name="Name">What to call the person.</param>
/// <param name="Version">Which upload is their picture; null without one.</param>
public sealed record AvatarOwner(string Name, Guid? Version);

public abstract record PictureReading
{
    private PictureReading() { }

    /// <param name="Content">A WebP file.</param>
    public sealed record Found(byte[] Content) : PictureReading;

    /// <summary>Another upload took its place meanwhile, or it was lost.</summary>
    public sealed record Gone : PictureReading;

    /// <summary>The store is out of reach.</summary>
    public sealed record Unavailable : PictureReading;
}
