using Microsoft.EntityFrameworkCore;
using OidcEngine.Auditing;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Writes the engine's records into the trail.</summary>
internal sealed class ProtocolAudit(IDbContextFactory<IdentityDb> databases, CurrentActor actor) : IProtocolAudit
{
    public async Task RecordAsync(ProtocolEvent entry, CancellationToken cancellationToken)
    {
        var by = actor.Get() with { ClientId = entry.ClientId };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Audit(new AuditEntry(entry.Action, by)
        {
            Succeeded = entry.Succeeded,
            TargetType = entry.Subject is null ? null : AuditEntry.UserTarget,
            TargetId = entry.Subject,
            Detail = entry.Detail,
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
