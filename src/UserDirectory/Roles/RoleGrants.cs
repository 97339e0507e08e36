using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Roles;

/// <summary>Which roles a new account gets, and whether somebody may give them.</summary>
internal sealed class RoleGrants(IdentityDb db, PermissionLookup permissions)
{
    /// <param name="names">Null for the role that everybody has.</param>
    /// <param name="problems">Gets <c>roles</c> when a name is unknown.</param>
    public async Task<IReadOnlyList<Role>> FindAsync(
        IReadOnlyList<string>? names, Dictionary<string, string[]> problems, CancellationToken cancellationToken)
    {
        var keys = (names ?? [RoleNames.User]).Select(RoleNames.Key).Distinct().ToList();
        var roles = await db.Set<Role>().AsNoTracking().Where(role => keys.Contains(role.NormalizedName!)).ToListAsync(cancellationToken);
        if (roles.Count != keys.Count) problems["roles"] = ["One of these roles does not exist."];
        return roles;
    }

    /// <summary>Nobody may grant a permission that they lack. Null says that they may.</summary>
    public async Task<string?> ForbidsAsync(IReadOnlyList<Role> roles, Actor actor, CancellationToken cancellationToken)
    {
        var held = actor switch
        {
            { UserId: { } userId } => await permissions.OfUserAsync(userId, cancellationToken),
            { ClientId: { } clientId } => await permissions.OfClientAsync(clientId, cancellationToken),
            _ => new HashSet<string>(),
        };
        return PermissionLookup.Union(roles).FirstOrDefault(permission => !held.Contains(permission)) is { } lacking
            ? $"These roles grant {lacking}, which you do not have."
            : null;
    }
}
