using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>Deletes roles. One that somebody has is only deleted when that is meant, and is then taken from each of them by a record of
/// its own.</summary>
public sealed class RoleDeletion
{
    /// <summary>So that one transaction has an end.</summary>
    private const int MostMembers = 1000;

    private readonly IdentityDb _db;
    private readonly Escalation _escalation;
    private readonly LastAdministrator _administrators;
    private readonly PermissionLookup _permissions;
    private readonly TimeProvider _time;

    internal RoleDeletion(
        IdentityDb db, Escalation escalation, LastAdministrator administrators, PermissionLookup permissions, TimeProvider time) =>
        (_db, _escalation, _administrators, _permissions, _time) = (db, escalation, administrators, permissions, time);

    /// <param name="force">True to take it from the accounts that have it. Clients whose <c>service_roles</c> name it hold nothing by
    /// it any more.</param>
    /// <param name="expectedVersion">Null lets the last one to write win.</param>
    public async Task<RoleOutcome> DeleteAsync(Guid id, bool force, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await _administrators.TakeTurnAsync(cancellationToken);
        if (await _db.Set<Role>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } role) return new RoleOutcome.NotFound();
        if (expectedVersion is not null && expectedVersion != role.Version) return new RoleOutcome.Stale();
        if (role.BuiltIn) return new RoleOutcome.BuiltIn();
        var held = await _escalation.HeldByAsync(actor, cancellationToken);
        if (Escalation.FirstLacked(held, role.Granted) is { } lacked) return new RoleOutcome.Forbidden(lacked);

        var count = await LinksTo(id).LongCountAsync(cancellationToken);
        var clients = await ServiceRoles.ClientsOfAsync(_db, role.Name!, cancellationToken);
        if (!force && (count > 0 || clients.Count > 0)) return new RoleOutcome.InUse(count, clients);
        if (count > MostMembers) return new RoleOutcome.TooManyMembers(MostMembers);
        var members = await MembersAsync(id, cancellationToken);
        if (Escalation.FirstLacked(held, members.SelectMany(member => PermissionLookup.Union(member))) is { } beyond)
            return new RoleOutcome.ForbiddenMember(beyond);

        await TakeFromMembersAsync(role, members, actor, cancellationToken);
        _db.Remove(role);
        _db.Audit(RoleChanges.Entry("role.deleted", actor, role) with { OldValues = Described(role, count, clients) });
        await _db.SaveChangesAsync(cancellationToken);
        _db.AfterCommit(_permissions.ForgetEverybody);
        await write.CommitAsync(cancellationToken);
        return new RoleOutcome.Deleted();
    }

    /// <summary>The members with all roles that each of them has.</summary>
    private async Task<IReadOnlyList<IGrouping<Guid, Role>>> MembersAsync(Guid roleId, CancellationToken cancellationToken)
    {
        var links = await (
            from link in _db.Set<IdentityUserRole<Guid>>()
            join role in _db.Set<Role>() on link.RoleId equals role.Id
            where LinksTo(roleId).Any(member => member.UserId == link.UserId)
            select new { link.UserId, Role = role }).AsNoTracking().ToListAsync(cancellationToken);
        return [.. links.GroupBy(link => link.UserId, link => link.Role)];
    }

    private async Task TakeFromMembersAsync(
        Role role, IReadOnlyList<IGrouping<Guid, Role>> members, Actor actor, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await _db.Set<User>().Where(user => LinksTo(role.Id).Any(link => link.UserId == user.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.UpdatedAt, now).SetProperty(user => user.Version, user => user.Version + 1), cancellationToken);
        await LinksTo(role.Id).ExecuteDeleteAsync(cancellationToken);
        foreach (var member in members)
            _db.Audit(RoleMembers.Entry(RoleMembers.RemovedAction, actor, member.Key, Names(member), Names(member.Where(one => one.Id != role.Id))));
    }

    private IQueryable<IdentityUserRole<Guid>> LinksTo(Guid roleId) => _db.Set<IdentityUserRole<Guid>>().Where(link => link.RoleId == roleId);

    private static IEnumerable<string> Names(IEnumerable<Role> roles) => roles.Select(role => role.Name!);

    private static JsonObject Described(Role role, long members, IReadOnlyList<string> clients)
    {
        var described = RoleChanges.Described(RoleChanges.Draft(role));
        described["members"] = members;
        if (clients.Count > 0) described["service_clients"] = new JsonArray([.. clients.Select(client => (JsonNode?)client)]);
        return described;
    }
}
