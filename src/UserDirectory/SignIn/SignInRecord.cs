using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.SignIn;

/// <summary>What a sign-in leaves behind when all of it is proved, in the transaction that makes its session: one that stops at the second step was
/// none.</summary>
internal static class SignInRecord
{
    public const string SignedInAction = "user.signed_in";

    /// <summary>False when the person may not be signed in any more.</summary>
    public static async Task<bool> WriteAsync(
        IdentityDb db, SignedInUser user, SignInOrigin origin, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entered = await db.Set<User>().Where(row => row.Id == user.UserId && row.Status == UserStatus.Active)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSignInAt, now), cancellationToken);
        if (entered == 0) return false;
        db.Audit(AuditEntry.OnUser(SignedInAction, origin.ActorOf(user.UserId), user.UserId) with { Detail = string.Join(' ', user.Amr) });
        return true;
    }
}
