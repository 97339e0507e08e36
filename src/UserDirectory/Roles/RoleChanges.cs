using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>Makes and changes roles. Whoever does so holds all that the role grants, before and after.</summary>
public sealed class RoleChanges
{
    private readonly IdentityDb _db;
    private readonly Escalation _escalation;
    private readonly LastAdministrator _administrators;
    private readonly PermissionLookup _permissions;
    private readonly TimeProvider _time;

    internal RoleChanges(
        IdentityDb db, Escalation escalation, LastAdministrator administrators, PermissionLookup permissions, TimeProvider time) =>
        (_db, _escalation, _administrators, _permissions, _time) = (db, escalation, administrators, permissions, time);

    public async Task<RoleOutcome> CreateAsync(RoleDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (RoleRules.Problems(draft) is { Count: > 0 } problems) return new RoleOutcome.Invalid(problems);
        draft = RoleRules.Clean(draft);
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await _administrators.TakeTurnAsync(cancellationToken);
        if (Escalation.FirstLacked(await _escalation.HeldByAsync(actor, cancellationToken), draft.Permissions) is { } lacked)
            return new RoleOutcome.Forbidden(lacked);
        if (await IsTakenAsync(draft.Name, null, cancellationToken)) return new RoleOutcome.NameTaken();

        var now = _time.GetUtcNow();
        var role = new Role { Id = Guid.CreateVersion7(now), CreatedAt = now, UpdatedAt = now };
        Apply(draft, role);
        _db.Add(role);
        _db.Audit(Entry("role.created", actor, role) with { NewValues = Described(draft) });
        await SaveAsync(write, cancellationToken);
        return new RoleOutcome.Saved(RoleDetails.Of(role, 0));
    }

    /// <param name="expectedVersion">Null lets the last one to write win.</param>
    public async Task<RoleOutcome> ReplaceAsync(
        Guid id, RoleDraft draft, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        if (RoleRules.Problems(draft) is { Count: > 0 } problems) return new RoleOutcome.Invalid(problems);
        draft = RoleRules.Clean(draft);
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await _administrators.TakeTurnAsync(cancellationToken);
        if (await _db.Set<Role>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } role) return new RoleOutcome.NotFound();
        if (expectedVersion is not null && expectedVersion != role.Version) return new RoleOutcome.Stale();

        var (before, after) = Differences(Described(Draft(role)), Described(draft));
        if (after.Count > 0)
        {
            var renamed = after.ContainsKey("name");
            if (await RefuseAsync(role, draft, renamed, actor, cancellationToken) is { } refused) return refused;
            Apply(draft, role);
            (role.Version, role.UpdatedAt) = (role.Version + 1, _time.GetUtcNow());
            if (renamed) await TouchMembersAsync(id, cancellationToken);
            _db.Audit(Entry("role.changed", actor, role) with { OldValues = before, NewValues = after });
        }

        var members = await _db.Set<IdentityUserRole<Guid>>().LongCountAsync(link => link.RoleId == id, cancellationToken);
        await SaveAsync(write, cancellationToken);
        return new RoleOutcome.Saved(RoleDetails.Of(role, members));
    }

    private async Task<RoleOutcome?> RefuseAsync(Role role, RoleDraft draft, bool renamed, Actor actor, CancellationToken cancellationToken)
    {
        var held = await _escalation.HeldByAsync(actor, cancellationToken);
        if (Escalation.FirstLacked(held, PermissionLookup.Union([role]).Concat(draft.Permissions)) is { } lacked)
            return new RoleOutcome.Forbidden(lacked);
        if (role.NormalizedName == RoleNames.Key(RoleNames.Admin)) return new RoleOutcome.BuiltIn();
        if (!renamed) return null;
        if (role.BuiltIn) return new RoleOutcome.BuiltIn();
        if (await IsTakenAsync(draft.Name, role.Id, cancellationToken)) return new RoleOutcome.NameTaken();
        return await ServiceRoles.ClientsOfAsync(_db, role.Name!, cancellationToken) is { Count: > 0 } clients
            ? new RoleOutcome.InUse(0, clients)
            : null;
    }

    private Task<bool> IsTakenAsync(string name, Guid? except, CancellationToken cancellationToken)
    {
        var key = RoleNames.Key(name);
        return _db.Set<Role>().AnyAsync(role => role.NormalizedName == key && role.Id != except, cancellationToken);
    }

    /// <summary>Profiles show the names of roles, so they are in another version now.</summary>
    private async Task TouchMembersAsync(Guid roleId, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await _db.Set<User>()
            .Where(user => _db.Set<IdentityUserRole<Guid>>().Any(link => link.UserId == user.Id && link.RoleId == roleId))
            .ExecuteUpdateAsync(
                set => set.SetProperty(user => user.UpdatedAt, now).SetProperty(user => user.Version, user => user.Version + 1), cancellationToken);
    }

    private async Task SaveAsync(WriteTransaction write, CancellationToken cancellationToken)
    {
        await _db.SaveChangesAsync(cancellationToken);
        _db.AfterCommit(_permissions.ForgetEverybody);
        await write.CommitAsync(cancellationToken);
    }

    private static void Apply(RoleDraft draft, Role role)
    {
        (role.Name, role.NormalizedName, role.Description) = (draft.Name, RoleNames.Key(draft.Name), draft.Description);
        (role.Granted, role.RequiresSecondFactor) = ([.. draft.Permissions], draft.RequiresSecondFactor);
    }

    internal static AuditEntry Entry(string action, Actor actor, Role role) => new(action, actor) { TargetType = "role", TargetId = role.Id.ToString() };

    internal static JsonObject Described(RoleDraft role) => new()
    {
        ["name"] = role.Name,
        ["description"] = role.Description,
        ["permissions"] = new JsonArray([.. role.Permissions.Select(permission => (JsonNode?)permission)]),
        ["requires_second_factor"] = role.RequiresSecondFactor,
    };

    internal static RoleDraft Draft(Role role) =>
        RoleRules.Clean(new RoleDraft(role.Name!, role.Description, [.. PermissionLookup.Union([role])], role.RequiresSecondFactor));

    private static (JsonObject Before, JsonObject After) Differences(JsonObject before, JsonObject after)
    {
        foreach (var name in before.Select(member => member.Key).Where(name => JsonNode.DeepEquals(before[name], after[name])).ToList())
        {
            before.Remove(name);
            after.Remove(name);
        }

        return (before, after);
    }
}
