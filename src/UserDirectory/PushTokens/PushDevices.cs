using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.MasterKeys;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.PushTokens;

/// <summary>The devices on which a person may be sent push messages. A token belongs to whoever registered it last: a device that
/// somebody else signs in on stops being told what concerns the one before.</summary>
public sealed class PushDevices(IdentityDb db, MasterKey masterKey, TimeProvider time)
{
    /// <summary>Beyond it, the device that was registered longest ago is forgotten: apps get new tokens and seldom take the old ones back.</summary>
    public const int MostDevices = 50;

    private const string Purpose = "push_token";
    private const int Attempts = 32;

    /// <summary>The one registered last first.</summary>
    public async Task<IReadOnlyList<PushDevice>> ListAsync(Guid userId, CancellationToken cancellationToken) =>
        [.. (await Of(userId).AsNoTracking().OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id).ToListAsync(cancellationToken)).Select(Show)];

    public async Task<PushDevice?> FindAsync(Guid userId, Guid id, CancellationToken cancellationToken) =>
        await Of(userId).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is { } row ? Show(row) : null;

    /// <param name="clientId">The app that registers it.</param>
    public async Task<PushRegistration> RegisterAsync(
        Guid userId, NewPushDevice device, string clientId, Actor actor, CancellationToken cancellationToken)
    {
        if (PushTokenRules.Problems(device) is { Count: > 0 } problems) return new PushRegistration.Invalid(problems);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryRegisterAsync(userId, device, clientId, actor, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another account has registered the same token at this moment: this one takes it over.
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>False when the person has no such device.</summary>
    public async Task<bool> RemoveAsync(Guid userId, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await Of(userId).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row) return false;
        if (await Of(userId).Where(one => one.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) return false; // another call was first
        db.Audit(Entry("push_token.removed", actor, row) with { OldValues = Values(row) });
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<PushRegistration> TryRegisterAsync(
        Guid userId, NewPushDevice device, string clientId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(db, userId, cancellationToken)) return new PushRegistration.NotFound();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(device.Token));
        var known = await db.Set<PushTokenRow>().FirstOrDefaultAsync(row => row.Platform == device.Platform && row.TokenHash == hash, cancellationToken);
        var row = known?.UserId == userId ? known : null;
        if (known is not null && row is null) await TakeFromFormerAsync(known, cancellationToken);
        if (row is null) await MakeRoomAsync(userId, actor, cancellationToken);

        var old = row is null ? null : Values(row);
        var now = time.GetUtcNow();
        if (row is null) db.Add(row = new PushTokenRow { Id = Guid.CreateVersion7(now), UserId = userId, Platform = device.Platform, TokenHash = hash, CreatedAt = now });
        row.ClientId = clientId;
        row.DeviceName = device.DeviceName;
        row.TokenEnd = device.Token[^PushTokenRow.ShownLength..];
        row.WrappedToken = masterKey.Wrap(JsonSerializer.SerializeToUtf8Bytes(new Secret(device.Token, device.Keys)), Purpose);
        row.UpdatedAt = now;
        db.Audit(Entry(old is null ? "push_token.registered" : "push_token.updated", actor, row) with { OldValues = old, NewValues = Values(row) });
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return known is null ? new PushRegistration.Created(Show(row)) : new PushRegistration.Updated(Show(row));
    }

    // The former owner is told that it went, and not to whom.
    private async Task TakeFromFormerAsync(PushTokenRow known, CancellationToken cancellationToken)
    {
        db.Remove(known);
        db.Audit(Entry("push_token.removed", Actor.System, known) with
        {
            OldValues = Values(known),
            Detail = "The device was registered by another account.",
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task MakeRoomAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        var tooMany = await Of(userId).OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id)
            .Skip(MostDevices - 1).ToListAsync(cancellationToken);
        foreach (var row in tooMany)
        {
            db.Remove(row);
            db.Audit(Entry("push_token.removed", actor, row) with { OldValues = Values(row), Detail = "There were too many devices." });
        }
    }

    private IQueryable<PushTokenRow> Of(Guid userId) => db.Set<PushTokenRow>().Where(row => row.UserId == userId);

    private static AuditEntry Entry(string action, Actor actor, PushTokenRow row) => AuditEntry.OnUser(action, actor, row.UserId);

    private static JsonObject Values(PushTokenRow row) => new()
    {
        ["push_token"] = row.Id.ToString(),
        ["platform"] = row.Platform,
        ["device_name"] = row.DeviceName,
        ["client_id"] = row.ClientId,
    };

    internal static PushDevice Show(PushTokenRow row) =>
        new(row.Id, row.Platform, row.TokenEnd, row.DeviceName, row.ClientId, row.CreatedAt, row.UpdatedAt);

    private sealed record Secret(string Token, PushKeys? Keys);
}
