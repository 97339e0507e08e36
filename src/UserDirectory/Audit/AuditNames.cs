using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.Audit;

/// <summary>What the people and roles of a page of records are called today, found by one query.</summary>
internal sealed class AuditNames
{
    private const string RoleTarget = "role";

    private readonly Dictionary<Guid, string> _names;

    private AuditNames(Dictionary<Guid, string> names) => _names = names;

    public static async Task<AuditNames> FindAsync(IdentityDb db, IReadOnlyList<AuditRow> rows, CancellationToken cancellationToken)
    {
        var people = rows.Select(row => row.ActorId).Concat(rows.Select(row => Target(row, AuditEntry.UserTarget))).OfType<Guid>().Distinct().ToList();
        var roles = rows.Select(row => Target(row, RoleTarget)).OfType<Guid>().Distinct().ToList();
        if (people.Count + roles.Count == 0) return new AuditNames([]);
        var names = await db.Set<User>().Where(user => people.Contains(user.Id)).Select(user => new { user.Id, Name = user.UserName! })
            .Concat(db.Set<Role>().Where(role => roles.Contains(role.Id)).Select(role => new { role.Id, Name = role.Name! }))
            .ToListAsync(cancellationToken);
        return new AuditNames(names.ToDictionary(one => one.Id, one => one.Name));
    }

    public string? OfActor(AuditRow row) => row.ActorId is { } id ? _names.GetValueOrDefault(id) : null;

    public string? OfTarget(AuditRow row) =>
        (Target(row, AuditEntry.UserTarget) ?? Target(row, RoleTarget)) is { } id ? _names.GetValueOrDefault(id) : null;

    private static Guid? Target(AuditRow row, string type) =>
        row.TargetType == type && Guid.TryParseExact(row.TargetId, "D", out var id) ? id : null;
}
