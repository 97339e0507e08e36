using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Users;

/// <summary>Lets one change of what an account has go before the other.</summary>
internal static class AccountTurn
{
    /// <summary>Takes the account's row until the caller's transaction ends; false when there is no such account.</summary>
    public static async Task<bool> TakeAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        await db.Set<User>().Where(user => user.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.Version, user => user.Version), cancellationToken) == 1;
}
