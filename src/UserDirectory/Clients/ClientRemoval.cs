using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Consents;
using UserDirectory.Database;
using UserDirectory.Device;
using UserDirectory.Grants;

namespace UserDirectory.Clients;

/// <summary>Deletes a client with its secrets, ends every grant that it has and forgets what people agreed to for it.</summary>
internal sealed class ClientRemoval(GrantRevocation revocation, ClientStore clients)
{
    /// <summary>False, and nothing is changed, when no row fits.</summary>
    /// <param name="db">The context of the act.</param>
    /// <param name="client">The row of this client, with every condition of the act.</param>
    /// <param name="clientId">Whose it is.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<bool> RemoveAsync(
        IdentityDb db, IQueryable<ClientRow> client, string clientId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await client.ExecuteDeleteAsync(cancellationToken) == 0) return false;
        await db.Set<ConsentRow>().Where(consent => consent.ClientId == clientId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<DeviceRequestRow>().Where(request => request.ClientId == clientId).ExecuteDeleteAsync(cancellationToken);
        await revocation.RevokeOfDeletedClientAsync(db, clientId, actor, cancellationToken);
        db.Audit(new AuditEntry("client.deleted", actor) { TargetType = "client", TargetId = clientId });
        await db.SaveChangesAsync(cancellationToken);
        db.AfterCommit(clients.Forget);
        await write.CommitAsync(cancellationToken);
        return true;
    }
}
