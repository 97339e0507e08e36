using Microsoft.EntityFrameworkCore;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Sessions;

/// <summary>What the engine asks of sessions.</summary>
internal sealed class SessionStore(IDbContextFactory<IdentityDb> databases, SessionEnding ending, CurrentActor actor) : ISessionStore
{
    public async Task<IReadOnlyList<string>> FindClientsAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await SessionEnding.ClientsOf(db, sessionId).Where(grant => grant.RevokedAt == null)
            .Select(grant => grant.ClientId).Distinct().Order().ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> EndAsync(Guid sessionId, SessionEndReason reason, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ending.EndAsync(db, sessionId, reason, actor.Get(), cancellationToken);
    }
}
