using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OidcEngine.EndSession;
using UserDirectory.Database;

namespace UserDirectory.Outbox;

/// <summary>What became of telling apps that a session ended, for whoever ended it.</summary>
public sealed class LogoutDeliveries(IdentityDb db)
{
    /// <summary>The apps that were to be told by a logout token (OpenID Connect Back-Channel Logout 1.0), by their client ids.</summary>
    public async Task<IReadOnlyDictionary<string, LogoutProgress>> FindAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var messages = await db.Set<OutboxMessage>().AsNoTracking()
            .Where(message => message.SessionId == sessionId && message.Kind == OutboxKinds.BackChannelLogout)
            .Select(message => new { message.Payload, message.DeliveredAt, message.DeadAt, message.LastError })
            .ToListAsync(cancellationToken);
        return messages.ToDictionary(
            message => JsonSerializer.Deserialize<LogoutNotice>(message.Payload)!.ClientId,
            message => message switch
            {
                { DeliveredAt: not null } => LogoutProgress.Confirmed,
                { DeadAt: not null } => LogoutProgress.GivenUp,
                { LastError: not null } => LogoutProgress.TriedAgain,
                _ => LogoutProgress.UnderWay,
            });
    }
}

/// <summary>How far telling one app has come.</summary>
public enum LogoutProgress
{
    /// <summary>The first attempt has not ended.</summary>
    UnderWay,

    /// <summary>The app confirmed that its session is over.</summary>
    Confirmed,

    /// <summary>It did not confirm yet; it is told again later.</summary>
    TriedAgain,

    /// <summary>It did not confirm for two days, and is not told any more.</summary>
    GivenUp,
}
