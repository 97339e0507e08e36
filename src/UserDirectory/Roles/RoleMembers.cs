using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>Gives roles to accounts and takes them.</summary>
public sealed class RoleMembers
{
    internal const string AddedAction = "user.role_added";
    internal const string RemovedAction = "user.role_removed";

    private readonly IdentityDb _db;
    private readonly Escalation _escalation;
    private readonly LastAdministrator _administrators;
    private readonly PermissionLookup _permissions;
    private readonly TimeProvider _time;

    internal RoleMembers(
        IdentityDb db, Escalation escalation, LastAdministrator administrators, PermissionLookup permissions, TimeProvider time) =>
        (_db, _escalation, _administrators, _permissions, _time) = (db, escalation, administrators, permissions, time);

    /// <summary>The account's roles, in order of their names.</summary>
    public async Task<IReadOnlyList<HeldRole>> ListAsync(Guid userId, CancellationToken cancellationToken) =>
        await RolesOf(userId).Select(role => new HeldRole(role.Id, role.Name!)).ToListAsync(cancellationToken);

    /// <summary>Giving a role that the account has already changes nothing.</summary>
    public async Task<RoleMemberOutcome> AddAsync(Guid userId, string roleIdOrName, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _escalation.LackedAsync(actor, userId, cancellationToken) is { } lacked) return new RoleMemberOutcome.ForbiddenAccount(lacked);
        if (await _db.Set<Role>().AsNoTracking().FirstOrDefaultAsync(RoleCatalog.Named(roleIdOrName), cancellationToken) is not { } role)
            return new RoleMemberOutcome.UnknownRole();
        if (Escalation.FirstLacked(await _escalation.HeldByAsync(actor, cancellationToken), PermissionLookup.Union([role])) is { } missing)
            return new RoleMemberOutcome.ForbiddenRole(missing);

        var before = await ListAsync(userId, cancellationToken);
        if (before.Any(one => one.Id == role.Id)) return new RoleMemberOutcome.Unchanged(before);
        if (!await TouchAsync(userId, cancellationToken)) return new RoleMemberOutcome.NotFound();
        _db.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = role.Id });
        return await SaveAsync(write, AddedAction, userId, before, actor, cancellationToken);
    }

    public async Task<RoleMemberOutcome> RemoveAsync(Guid userId, string roleIdOrName, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _escalation.LackedAsync(actor, userId, cancellationToken) is { } lacked) return new RoleMemberOutcome.ForbiddenAccount(lacked);
        var before = await ListAsync(userId, cancellationToken);
        if (await RolesOf(userId).FirstOrDefaultAsync(RoleCatalog.Named(roleIdOrName), cancellationToken) is not { } role)
            return new RoleMemberOutcome.NotFound();
        if (role.NormalizedName == RoleNames.Key(RoleNames.Admin) && await _administrators.IsAsync(userId, cancellationToken))
            return new RoleMemberOutcome.LastAdmin();

        await TouchAsync(userId, cancellationToken);
        await _db.Set<IdentityUserRole<Guid>>().Where(link => link.UserId == userId && link.RoleId == role.Id).ExecuteDeleteAsync(cancellationToken);
        return await SaveAsync(write, RemovedAction, userId, before, actor, cancellationToken);
    }

    internal static AuditEntry Entry(string action, Actor actor, Guid userId, IEnumerable<string> before, IEnumerable<string> after) =>
        AuditEntry.OnUser(action, actor, userId) with { OldValues = Described(before), NewValues = Described(after) };

    private async Task<RoleMemberOutcome> SaveAsync(
        WriteTransaction write, string action, Guid userId, IReadOnlyList<HeldRole> before, Actor actor, CancellationToken cancellationToken)
    {
        await _db.SaveChangesAsync(cancellationToken);
        var after = await ListAsync(userId, cancellationToken);
        _db.Audit(Entry(action, actor, userId, before.Select(role => role.Name), after.Select(role => role.Name)));
        await _db.SaveChangesAsync(cancellationToken);
        _db.AfterCommit(() => _permissions.ForgetUser(userId));
        await write.CommitAsync(cancellationToken);
        return new RoleMemberOutcome.Changed(after);
    }

    /// <summary>The profile shows the roles, so it is in another version now. False for an account that is gone.</summary>
    private async Task<bool> TouchAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        return await _db.Set<User>().Where(user => user.Id == userId).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.UpdatedAt, now).SetProperty(user => user.Version, user => user.Version + 1), cancellationToken) > 0;
    }

    private IQueryable<Role> RolesOf(Guid userId) =>
        (from link in _db.Set<IdentityUserRole<Guid>>()
         join role in _db.Set<Role>() on link.RoleId equals role.Id
         where link.UserId == userId
         orderby role.Name
         select role).AsNoTracking();

    private static JsonObject Described(IEnumerable<string> roles) =>
        new() { ["roles"] = new JsonArray([.. roles.Order(StringComparer.Ordinal).Select(role => (JsonNode?)role)]) };
}

/// <summary>A role that an account has.</summary>
public sealed record HeldRole(Guid Id, string Name);

/// <summary>What became of giving or taking a role.</summary>
public abstract record RoleMemberOutcome
{
    private RoleMemberOutcome() { }

    /// <param name="Roles">All that the account has now.</param>
    public sealed record Changed(IReadOnlyList<HeldRole> Roles) : RoleMemberOutcome;

    /// <param name="Roles">The account had the role already.</param>
    public sealed record Unchanged(IReadOnlyList<HeldRole> Roles) : RoleMemberOutcome;

    /// <summary>There is no such account, or it does not have the role.</summary>
    public sealed record NotFound : RoleMemberOutcome;

    public sealed record UnknownRole : RoleMemberOutcome;

    /// <summary>Nobody else could administer the installation.</summary>
    public sealed record LastAdmin : RoleMemberOutcome;

    /// <param name="Permission">What the account holds and the actor lacks.</param>
    public sealed record ForbiddenAccount(string Permission) : RoleMemberOutcome;

    /// <param name="Permission">What the role grants and the actor lacks.</param>
    public sealed record ForbiddenRole(string Permission) : RoleMemberOutcome;
}
