using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Roles;

/// <summary>Which roles a new account gets, and whether somebody may give them.</summary>
internal sealed class RoleGrants(IdentityDb db, Escalation escalation, LastAdministrator administrators)
{
    /// <param name="names">Null for the role that everybody has.</param>
    /// <param name="problems">Gets <c>roles</c> when a name is unknown.</param>
    public async Task<IReadOnlyList<Role>> FindAsync(
        IReadOnlyList<string>? names, Dictionary<string, string[]> problems, CancellationToken cancellationToken)
    {
        var keys = (names ?? [RoleNames.User]).Select(name => name is null ? "" : RoleNames.Key(name)).Distinct().ToList(); // JSON has null
        var roles = await db.Set<Role>().AsNoTracking().Where(role => keys.Contains(role.NormalizedName!)).ToListAsync(cancellationToken);
        if (roles.Count != keys.Count) problems["roles"] = ["One of these roles does not exist."];
        return roles;
    }

    /// <summary>In the transaction that gives them: from now on nobody else changes them, so they are to be read after this.</summary>
    public Task TakeTurnAsync(CancellationToken cancellationToken) => administrators.TakeTurnAsync(cancellationToken);

    /// <summary>Nobody may grant a permission that they lack. Null says that they may.</summary>
    public async Task<string?> ForbidsAsync(IReadOnlyList<Role> roles, Actor actor, CancellationToken cancellationToken) =>
        Escalation.FirstLacked(await escalation.HeldByAsync(actor, cancellationToken), PermissionLookup.Union(roles)) is { } lacking
            ? $"These roles grant {lacking}, which you do not have."
            : null;
}
