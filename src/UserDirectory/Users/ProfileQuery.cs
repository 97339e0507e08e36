using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Roles;

namespace UserDirectory.Users;

/// <summary>The statement that is run most: one account with its roles, by id. It is translated once for each host; to find the
/// translation again by the shape of the query costs about as much as the database's answer.</summary>
public sealed class ProfileQuery
{
    private readonly Func<IdentityDb, Guid, CancellationToken, Task<UserRow?>> _byId = EF.CompileAsyncQuery(
        (IdentityDb db, Guid id, CancellationToken cancellationToken) => db.Set<User>().AsNoTracking()
            .Where(user => user.Id == id)
            .Select(user => new UserRow(
                user,
                (from link in db.Set<IdentityUserRole<Guid>>()
                 join role in db.Set<Role>() on link.RoleId equals role.Id
                 where link.UserId == user.Id
                 orderby role.Name
                 select role.Name!).ToList()))
            .FirstOrDefault());

    internal Task<UserRow?> FindAsync(IdentityDb db, Guid id, CancellationToken cancellationToken) => _byId(db, id, cancellationToken);
}
