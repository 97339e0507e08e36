using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>Keeps an installation from losing its last administrator.</summary>
internal sealed class LastAdministrator(IdentityDb db)
{
    /// <summary>In the caller's transaction. Whoever would take an administrator away takes the role's row first, so of two at once the
    /// second sees what the first left.</summary>
    public async Task<bool> IsAsync(Guid userId, CancellationToken cancellationToken)
    {
        var key = RoleNames.Key(RoleNames.Admin);
        var admin = db.Set<Role>().Where(role => role.NormalizedName == key);
        await admin.ExecuteUpdateAsync(set => set.SetProperty(role => role.Version, role => role.Version), cancellationToken);
        var active = await (
            from role in admin
            join link in db.Set<IdentityUserRole<Guid>>() on role.Id equals link.RoleId
            join user in db.Set<User>() on link.UserId equals user.Id
            where user.Status == UserStatus.Active
            select user.Id).Take(2).ToListAsync(cancellationToken);
        return active is [var only] && only == userId;
    }
}
