using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.Sessions;

/// <summary>Where a person is and was signed in, in the archive and at erasure.</summary>
internal sealed class SessionData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sessions = await db.Set<UserSession>().AsNoTracking().Where(session => session.UserId == userId)
            .OrderByDescending(session => session.CreatedAt).ToListAsync(cancellationToken);
        await archive.WriteJsonAsync(
            "sessions.json", "The browsers in which you are signed in, or were within the last weeks.",
            sessions.Select(session => new
            {
                session.Id,
                session.CreatedAt,
                session.LastSeenAt,
                session.ExpiresAt,
                session.EndedAt,
                session.EndReason,
                session.AuthTime,
                session.Amr,
                session.IpAddress,
                session.UserAgent,
            }), cancellationToken);
    }

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Set<UserSession>().Where(session => session.UserId == userId).ExecuteDeleteAsync(cancellationToken);
}
