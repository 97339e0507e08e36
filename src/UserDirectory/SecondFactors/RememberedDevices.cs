using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.SignIn;

namespace UserDirectory.SecondFactors;

/// <summary>Browsers on which a person leaves the second step out for a while. Each is forgotten when the person says so, or changes the
/// password or a second factor. It never stands for a second factor: such a sign-in is one of <see cref="AssuranceLevels.One"/>.</summary>
public sealed class RememberedDevices(IdentityDb db, SecondFactorOptions options, TimeProvider time)
{
    private const int LongestHandle = 64;
    private const string Kind = "remembered_device";

    /// <summary>How long a browser is remembered; zero says that none is.</summary>
    public TimeSpan Lifetime => options.RememberFor;

    /// <summary>Remembers a browser, in place of what was remembered there for the same person.</summary>
    /// <param name="former">The cookie's value until now.</param>
    /// <returns>The cookie's new value; null when none is to be remembered.</returns>
    public async Task<string?> RememberAsync(Guid userId, string? former, SignInOrigin origin, Actor actor, CancellationToken cancellationToken)
    {
        if (Lifetime <= TimeSpan.Zero) return null;
        var now = time.GetUtcNow();
        var handle = Jose.Handles.Create();
        var id = Guid.CreateVersion7(now);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (HashOf(former) is { } hash) await Of(userId).Where(row => row.HandleHash == hash).ExecuteDeleteAsync(cancellationToken);
        db.Add(new RememberedDeviceRow
        {
            Id = id,
            UserId = userId,
            HandleHash = Jose.Handles.Hash(Kind, handle),
            UserAgent = origin.UserAgent,
            IpAddress = origin.IpAddress,
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + Lifetime,
        });
        db.Audit(AuditEntry.OnUser("user.browser_remembered", actor, userId) with { NewValues = new JsonObject { ["browser"] = id.ToString() } });
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return handle;
    }

    /// <summary>Whether this browser is remembered for this person. Writes down that it was used.</summary>
    public async Task<bool> UseAsync(string? handle, Guid userId, CancellationToken cancellationToken)
    {
        if (HashOf(handle) is not { } hash) return false;
        var now = time.GetUtcNow();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var used = await Live(userId).Where(row => row.HandleHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return used == 1;
    }

    /// <summary>The one used last first.</summary>
    public async Task<IReadOnlyList<RememberedDevice>> ListAsync(Guid userId, CancellationToken cancellationToken) =>
        await Live(userId).AsNoTracking().OrderByDescending(row => row.LastUsedAt)
            .Select(row => new RememberedDevice(row.Id, row.UserAgent, row.IpAddress, row.CreatedAt, row.LastUsedAt, row.ExpiresAt))
            .ToListAsync(cancellationToken);

    /// <summary>False when the person has no such browser.</summary>
    public async Task<bool> ForgetAsync(Guid userId, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await Of(userId).Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) return false;
        db.Audit(AuditEntry.OnUser("user.browser_forgotten", actor, userId) with { OldValues = new JsonObject { ["browser"] = id.ToString() } });
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private IQueryable<RememberedDeviceRow> Of(Guid userId) => db.Set<RememberedDeviceRow>().Where(row => row.UserId == userId);

    private IQueryable<RememberedDeviceRow> Live(Guid userId)
    {
        var now = time.GetUtcNow();
        return Of(userId).Where(row => row.ExpiresAt > now);
    }

    private static byte[]? HashOf(string? handle) => handle is { Length: > 0 and <= LongestHandle } ? Jose.Handles.Hash(Kind, handle) : null;
}

/// <summary>A browser that is remembered.</summary>
public sealed record RememberedDevice(
    Guid Id, string? UserAgent, string? IpAddress, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt);
