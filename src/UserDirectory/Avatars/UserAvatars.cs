using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.Avatars;

/// <summary>Changes people's pictures. Where the program that makes them is missing, those that are there can be read and removed all the same. The account's row says which upload counts: its files are written before, and those of the one
/// before are deleted after the commit, by a message of the outbox.</summary>
public sealed class UserAvatars
{
    private static readonly TimeSpan StoreOutage = TimeSpan.FromSeconds(10);

    private readonly IdentityDb _db;
    private readonly IAvatarStore _store;
    private readonly PictureRenderer _renderer;
    private readonly Escalation _escalation;
    private readonly TimeProvider _time;
    private readonly ILogger<UserAvatars> _logger;

    internal UserAvatars(
        IdentityDb db, IAvatarStore store, PictureRenderer renderer, Escalation escalation, TimeProvider time, ILogger<UserAvatars> logger) =>
        (_db, _store, _renderer, _escalation, _time, _logger) = (db, store, renderer, escalation, time, logger);

    /// <summary>False where the program that makes pictures is missing.</summary>
    public bool TakesPictures => _renderer.IsInstalled;

    public async Task<AvatarOutcome> ReplaceAsync(Guid userId, ReceivedPicture picture, Actor actor, CancellationToken cancellationToken)
    {
        if (!_renderer.IsInstalled) return new AvatarOutcome.NotInstalled();
        if (picture.ReadHeader() is not { } header) return new AvatarOutcome.WrongFormat();
        if (header.Problem() is { } problem) return new AvatarOutcome.Unusable(problem);
        switch (await _renderer.RenderAsync(picture, cancellationToken))
        {
            case RenderOutcome.Made(var sizes):
                return await KeepAsync(userId, sizes, Described(header, picture.Length), actor, cancellationToken);
            case RenderOutcome.Undecodable:
                return new AvatarOutcome.Unusable(PictureText.Of("Damaged"));
            case RenderOutcome.Busy(var retryAfter):
                return new AvatarOutcome.Unavailable(retryAfter);
            default:
                return new AvatarOutcome.Unavailable(StoreOutage);
        }
    }

    /// <summary>Who has no picture keeps none: that changes nothing.</summary>
    /// <param name="expectedVersion">The account's version that may be changed; null lets the last one to write win.</param>
    public async Task<AvatarOutcome> RemoveAsync(Guid userId, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (actor.UserId != userId && await _escalation.LackedAsync(actor, userId, cancellationToken) is { } lacked)
            return new AvatarOutcome.Forbidden(lacked);

        var expected = Account(userId).Where(user => expectedVersion == null || user.Version == expectedVersion);
        if (await TouchAsync(expected.Where(user => user.AvatarVersion != null), cancellationToken))
            await SetAsync(userId, null, null, "user.picture_removed", actor, cancellationToken);
        else if (!await expected.AnyAsync(cancellationToken))
            return await Account(userId).AnyAsync(cancellationToken) ? new AvatarOutcome.Stale() : new AvatarOutcome.NotFound();
        await write.CommitAsync(cancellationToken);
        return await ChangedAsync(userId, cancellationToken);
    }

    private async Task<AvatarOutcome> KeepAsync(
        Guid userId, IReadOnlyDictionary<int, byte[]> sizes, JsonObject described, Actor actor, CancellationToken cancellationToken)
    {
        var version = Guid.CreateVersion7(_time.GetUtcNow());
        try
        {
            foreach (var (size, content) in sizes) await _store.WriteAsync(new AvatarFile(userId, version, size), content, cancellationToken);
        }
        catch (IOException exception)
        {
            _logger.StoreFailed(exception);
            return new AvatarOutcome.Unavailable(StoreOutage); // what was written is found by housekeeping
        }

        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (!await TouchAsync(Account(userId).Where(user => user.Status == UserStatus.Active), cancellationToken)) return new AvatarOutcome.NotFound();
        await SetAsync(userId, version, described, "user.picture_changed", actor, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return await ChangedAsync(userId, cancellationToken);
    }

    // First of all in the transaction: it locks the row, so that of two changes at once the second sees what the first left.
    private async Task<bool> TouchAsync(IQueryable<User> account, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        return await account.ExecuteUpdateAsync(
            set => set.SetProperty(user => user.UpdatedAt, now).SetProperty(user => user.Version, user => user.Version + 1), cancellationToken) == 1;
    }

    private async Task SetAsync(
        Guid userId, Guid? version, JsonObject? described, string action, Actor actor, CancellationToken cancellationToken)
    {
        var before = await Account(userId).Select(user => user.AvatarVersion).SingleAsync(cancellationToken);
        await Account(userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.AvatarVersion, version), cancellationToken);
        if (before is { } old) _db.Enqueue(AvatarFiles.Delete(userId, old));
        _db.Audit(AuditEntry.OnUser(action, actor, userId) with
        {
            OldValues = before is { } replaced ? new JsonObject { ["picture"] = replaced.ToString() } : null,
            NewValues = described is null ? null : With(described, version),
        });
        await _db.SaveChangesAsync(cancellationToken);
    }

    private async Task<AvatarOutcome> ChangedAsync(Guid userId, CancellationToken cancellationToken) =>
        await UserRows.WithRoles(_db, Account(userId)).FirstOrDefaultAsync(cancellationToken) is { } row
            ? new AvatarOutcome.Changed(row.ToProfile())
            : new AvatarOutcome.NotFound();

    private IQueryable<User> Account(Guid userId) => _db.Set<User>().Where(user => user.Id == userId);

    private static JsonObject Described(ImageHeader header, long length) =>
        new() { ["format"] = header.Format, ["width"] = header.Width, ["height"] = header.Height, ["bytes"] = length };

    private static JsonObject With(JsonObject described, Guid? version)
    {
        described.Insert(0, "picture", version?.ToString());
        return described;
    }
}
