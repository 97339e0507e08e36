using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>Reads roles.</summary>
public sealed class RoleCatalog(IdentityDb db, UserCounts counts)
{
    /// <param name="skip">How many roles lie before the page.</param>
    /// <param name="after">The name before the page, in place of <paramref name="skip"/>.</param>
    public async Task<RolePage> ListAsync(int skip, string? after, int limit, CancellationToken cancellationToken)
    {
        var total = await db.Set<Role>().LongCountAsync(cancellationToken);
        var page = db.Set<Role>().AsNoTracking().OrderBy(role => role.NormalizedName).AsQueryable();
        page = after is null ? page.Skip(skip) : page.Where(Behind(RoleNames.Key(after)));
        var roles = await page.Take(limit + 1).ToListAsync(cancellationToken); // one more tells of a next page
        var shown = roles.Take(limit).ToList();
        var members = await counts.ByRoleAsync(cancellationToken);
        return new RolePage(
            [.. shown.Select(role => RoleDetails.Of(role, members.GetValueOrDefault(role.Id)))], total, roles.Count > limit ? shown[^1].Name : null);
    }

    /// <summary>By the id in its canonical form, or else by the name.</summary>
    public async Task<RoleDetails?> FindAsync(string idOrName, CancellationToken cancellationToken) =>
        await db.Set<Role>().AsNoTracking().FirstOrDefaultAsync(Named(idOrName), cancellationToken) is { } role
            ? RoleDetails.Of(role, await counts.OfRoleAsync(role.Id, cancellationToken))
            : null;

    internal static Expression<Func<Role, bool>> Named(string idOrName)
    {
        if (Guid.TryParseExact(idOrName, "D", out var id)) return role => role.Id == id;
        var key = RoleNames.Key(idOrName);
        return role => role.NormalizedName == key;
    }

    // Texts are compared as the database orders them.
#pragma warning disable CA1309
    private static Expression<Func<Role, bool>> Behind(string key) => role => string.Compare(role.NormalizedName, key) > 0;
#pragma warning restore CA1309
}
