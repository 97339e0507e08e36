using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Roles;

namespace UserDirectory.Users;

/// <summary>Accounts with the names of their roles, read in one query.</summary>
internal static class UserRows
{
    public static IQueryable<UserRow> WithRoles(IdentityDb db, IQueryable<User> users) =>
        users.AsNoTracking().Select(user => new UserRow(
            user,
            (from link in db.Set<IdentityUserRole<Guid>>()
             join role in db.Set<Role>() on link.RoleId equals role.Id
             where link.UserId == user.Id
             orderby role.Name
             select role.Name!).ToList()));

    public static IQueryable<string> RolesOf(IdentityDb db, Guid userId) =>
        from link in db.Set<IdentityUserRole<Guid>>()
        join role in db.Set<Role>() on link.RoleId equals role.Id
        where link.UserId == userId
        orderby role.Name
        select role.Name!;
}

internal sealed record UserRow(User User, List<string> Roles)
{
    public UserProfile ToProfile() => UserProfile.Of(User, Roles);
}
