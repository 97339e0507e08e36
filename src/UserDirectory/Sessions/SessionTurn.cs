using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Sessions;

/// <summary>Lets what a session permits go before its end, or its end before that: an instance may believe for some seconds that a session lives
/// which was ended elsewhere, and nothing that guards an account is changed on belief.</summary>
internal static class SessionTurn
{
    /// <summary>Takes the session's row until the caller's transaction ends; false when it has ended, or is another person's.</summary>
    public static async Task<bool> HoldAsync(
        IdentityDb db, Guid sessionId, Guid userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Set<UserSession>()
            .Where(row => row.Id == sessionId && row.UserId == userId && row.EndedAt == null && row.ExpiresAt > now && row.IdleExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, row => row.LastSeenAt), cancellationToken) == 1;

    /// <summary>The same, and tells who is signed in there, and how, as the row says; null when it has ended.</summary>
    public static async Task<SignedInUser?> TakeAsync(
        IdentityDb db, Guid sessionId, Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await HoldAsync(db, sessionId, userId, now, cancellationToken)) return null;
        return await (
            from session in db.Set<UserSession>().AsNoTracking()
            join user in db.Set<User>() on session.UserId equals user.Id
            where session.Id == sessionId
            select new SignedInUser(user.Id, user.UserName!, session.AuthTime, session.Acr, session.Amr)).SingleAsync(cancellationToken);
    }
}
