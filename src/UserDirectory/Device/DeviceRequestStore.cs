using Microsoft.EntityFrameworkCore;
using OidcEngine.Device;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Grants;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace UserDirectory.Device;

internal sealed class DeviceRequestStore(IDbContextFactory<IdentityDb> databases, CurrentActor actor, TimeProvider time) : IDeviceRequestStore
{
    private const int PollInterval = 5;

    public async Task<bool> AddAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(new DeviceRequestRow
        {
            DeviceCodeHash = request.DeviceCodeHash,
            UserCodeHash = request.UserCodeHash,
            ClientId = request.ClientId,
            Scopes = [.. request.Scopes],
            Resources = [.. request.Resources],
            IpAddress = request.IpAddress,
            UserAgent = request.UserAgent,
            CreatedAt = request.CreatedAt,
            ExpiresAt = request.ExpiresAt,
            PollInterval = PollInterval,
            NextPollAt = request.CreatedAt.ToUnixTimeMilliseconds(),
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.Set<DeviceRequestRow>().AnyAsync(row => row.UserCodeHash == request.UserCodeHash, cancellationToken)) return false;
            throw;
        }
    }

    public async Task<DeviceRequest?> FindPendingAsync(byte[] userCodeHash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Pending(db, userCodeHash).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } row ? Read(row) : null;
    }

    public async Task<bool> ApproveAsync(byte[] userCodeHash, Grant grant, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(grant.Subject, out var userId)) return false;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await HoldSessionAsync(db, userId, grant.SessionId, cancellationToken)) return false;
        var mine = Pending(db, userCodeHash).Where(row => row.ClientId == grant.ClientId);
        if (!await AnswerAsync(mine, DeviceRequestState.Approved, cancellationToken)) return false;

        var request = await db.Set<DeviceRequestRow>().AsNoTracking().SingleAsync(row => row.UserCodeHash == userCodeHash, cancellationToken);
        db.Add(new GrantRow
        {
            Id = grant.Id,
            ClientId = grant.ClientId,
            UserId = userId,
            SessionId = grant.SessionId,
            Scopes = [.. grant.Scopes],
            Resources = [.. grant.Resources],
            OfflineAccess = grant.OfflineAccess,
            AuthTime = grant.AuthTime,
            Acr = grant.Acr,
            Amr = [.. grant.Amr],
            CreatedAt = grant.CreatedAt,
            CodeHash = request.DeviceCodeHash,
            CodeExpiresAt = request.ExpiresAt,
        });
        db.Audit(Entry("device.approved", grant.ClientId, userId) with
        {
            NewValues = new() { ["grant"] = grant.Id.ToString(), ["scope"] = string.Join(' ', grant.Scopes) },
        });
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<bool> DenyAsync(byte[] userCodeHash, string subject, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(subject, out var userId)) return false;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await AnswerAsync(Pending(db, userCodeHash), DeviceRequestState.Denied, cancellationToken)) return false;
        var clientId = await db.Set<DeviceRequestRow>()
            .Where(row => row.UserCodeHash == userCodeHash).Select(row => row.ClientId).SingleAsync(cancellationToken);
        db.Audit(Entry("device.denied", clientId, userId));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<DevicePoll> PollAsync(byte[] deviceCodeHash, string clientId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var at = now.ToUnixTimeMilliseconds();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var rows = await db.Set<DeviceRequestRow>().FromSql(
            $"""
             UPDATE device_requests SET
                 polled_too_fast = next_poll_at > {at},
                 poll_interval = CASE WHEN next_poll_at > {at} THEN poll_interval + 5 ELSE poll_interval END,
                 next_poll_at = {at} + 1000 * CASE WHEN next_poll_at > {at} THEN poll_interval + 5 ELSE poll_interval END
             WHERE device_code_hash = {deviceCodeHash} AND client_id = {clientId}
             RETURNING *
             """).AsNoTracking().ToListAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return rows is not [var row] ? DevicePoll.Unknown : row.State switch
        {
            DeviceRequestState.Approved => DevicePoll.Approved,
            DeviceRequestState.Denied => DevicePoll.Denied,
            _ when row.ExpiresAt <= now => DevicePoll.Expired,
            _ => row.PolledTooFast ? DevicePoll.TooFast : DevicePoll.Pending,
        };
    }

    private IQueryable<DeviceRequestRow> Pending(IdentityDb db, byte[] userCodeHash)
    {
        var now = time.GetUtcNow();
        return db.Set<DeviceRequestRow>()
            .Where(row => row.UserCodeHash == userCodeHash && row.State == DeviceRequestState.Pending && row.ExpiresAt > now);
    }

    private static async Task<bool> AnswerAsync(IQueryable<DeviceRequestRow> requests, DeviceRequestState state, CancellationToken cancellationToken) =>
        await requests.ExecuteUpdateAsync(row => row.SetProperty(request => request.State, state), cancellationToken) == 1;

    // The row stays locked to the end of the transaction: whoever ends the session at the same time either comes first, or finds the grant.
    private async Task<bool> HoldSessionAsync(IdentityDb db, Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.Set<UserSession>()
            .Where(session => session.Id == sessionId && session.UserId == userId && session.EndedAt == null && session.ExpiresAt > now)
            .Where(session => db.Set<User>().Any(user => user.Id == session.UserId && user.Status == UserStatus.Active))
            .ExecuteUpdateAsync(row => row.SetProperty(session => session.EndedAt, session => session.EndedAt), cancellationToken) == 1;
    }

    private AuditEntry Entry(string action, string clientId, Guid userId) =>
        AuditEntry.OnUser(action, actor.Get() with { ClientId = clientId }, userId);

    private static DeviceRequest Read(DeviceRequestRow row) => new()
    {
        DeviceCodeHash = row.DeviceCodeHash,
        UserCodeHash = row.UserCodeHash,
        ClientId = row.ClientId,
        Scopes = row.Scopes,
        Resources = row.Resources,
        IpAddress = row.IpAddress,
        UserAgent = row.UserAgent,
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
    };
}
