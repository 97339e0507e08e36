using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>Keeps an installation from losing its last administrator.</summary>
internal sealed class LastAdministrator(IdentityDb db)
{
    /// <summary>Whoever changes what somebody may do, or takes an administrator away, first takes the row of the role <c>admin</c> in
    /// the same transaction, and keeps it until that ends: of two at once the second sees what the first left.</summary>
    public Task TakeTurnAsync(CancellationToken cancellationToken) =>
        Admin().ExecuteUpdateAsync(set => set.SetProperty(role => role.Version, role => role.Version), cancellationToken);

    /// <summary>True for the only administrator who may sign in. In the caller's transaction, which takes the turn by this.</summary>
    public async Task<bool> IsAsync(Guid userId, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken);
        var active = await (
            from role in Admin()
            join link in db.Set<IdentityUserRole<Guid>>() on role.Id equals link.RoleId
            join user in db.Set<User>() on link.UserId equals user.Id
            where user.Status == UserStatus.Active
            orderby user.Id
            select user.Id).Take(2).ToListAsync(cancellationToken);
        return active is [var only] && only == userId;
    }

    private IQueryable<Role> Admin()
    {
        var key = RoleNames.Key(RoleNames.Admin);
        return db.Set<Role>().Where(role => role.NormalizedName == key);
    }
}
