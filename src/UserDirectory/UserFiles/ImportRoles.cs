using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Roles;

namespace UserDirectory.UserFiles;

/// <summary>Which roles there are, and which of them somebody may give, at one moment of the import.</summary>
internal sealed class ImportRoles
{
    private readonly Dictionary<string, Role> _roles;
    private readonly IReadOnlySet<string> _held;

    private ImportRoles(Dictionary<string, Role> roles, IReadOnlySet<string> held) => (_roles, _held) = (roles, held);

    /// <summary>Whether the one who imports may still do so: a long file outlives a change of what they may do.</summary>
    public bool MayImport => _held.Contains(Permissions.UsersWrite);

    public static async Task<ImportRoles> ReadAsync(IdentityDb db, Escalation escalation, Actor actor, CancellationToken cancellationToken)
    {
        var roles = await db.Set<Role>().AsNoTracking().ToDictionaryAsync(role => role.NormalizedName!, cancellationToken);
        return new ImportRoles(roles, await escalation.HeldByAsync(actor, cancellationToken));
    }

    /// <param name="names">Null for the role that everybody has.</param>
    /// <param name="problem">Why they are not given. Nobody gives a permission that they lack.</param>
    public IReadOnlyList<Role> Find(IReadOnlyList<string>? names, out string? problem)
    {
        var keys = (names ?? [RoleNames.User]).Select(name => name is null ? "" : RoleNames.Key(name)).Distinct().ToList(); // JSON has null
        var roles = keys.Where(_roles.ContainsKey).Select(key => _roles[key]).ToList();
        problem = Problem(keys, roles);
        return roles;
    }

    private string? Problem(List<string> keys, List<Role> roles)
    {
        if (roles.Count != keys.Count) return "One of these roles does not exist.";
        if (keys is [var only] && only == RoleNames.Key(RoleNames.User)) return null;
        if (!_held.Contains(Permissions.RolesWrite)) return $"To name roles takes the permission {Permissions.RolesWrite}, which you do not have.";
        return Escalation.FirstLacked(_held, PermissionLookup.Union(roles)) is { } lacking ? $"These roles grant {lacking}, which you do not have." : null;
    }
}
