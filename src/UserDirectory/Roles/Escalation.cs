using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>Delegated administrators cannot raise themselves: nobody grants a permission that they lack, nor acts on an account that
/// holds one. It is decided by what the database holds in the transaction of the change itself, and of two changes at once the second
/// sees what the first left.</summary>
public sealed class Escalation
{
    private static readonly HashSet<string> Everything = [.. Permissions.All];

    private readonly IdentityDb _db;
    private readonly LastAdministrator _administrators;
    private readonly IClientStore _clients;

    internal Escalation(IdentityDb db, LastAdministrator administrators, IClientStore clients) =>
        (_db, _administrators, _clients) = (db, administrators, clients);

    /// <summary>Asked in the transaction of an act on an account, before anything is written. An account that is suspended keeps
    /// what its roles grant, or it could be taken over before it is activated.</summary>
    /// <returns>A permission that the account holds and the actor lacks; null says that they may act on it.</returns>
    public async Task<string?> LackedAsync(Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await _administrators.TakeTurnAsync(cancellationToken);
        var lacked = FirstLacked(await HeldByAsync(actor, cancellationToken), await OfAccountAsync(userId, cancellationToken));
        await write.CommitAsync(cancellationToken);
        return lacked;
    }

    /// <summary>What the actor may do at this moment: a person through their roles, a client that acts for itself through its own.</summary>
    internal async Task<IReadOnlySet<string>> HeldByAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(actor, Actor.System)) return Everything;
        if (actor.UserId is { } userId)
        {
            var active = _db.Set<User>().Where(user => user.Id == userId && user.Status == UserStatus.Active);
            return await active.AnyAsync(cancellationToken) ? await OfAccountAsync(userId, cancellationToken) : new HashSet<string>();
        }

        if (actor.ClientId is null || await _clients.FindAsync(actor.ClientId, cancellationToken) is not { } client) return new HashSet<string>();
        var keys = client.ServiceRoles.Select(RoleNames.Key).ToList();
        var roles = _db.Set<Role>().AsNoTracking().Where(role => keys.Contains(role.NormalizedName!));
        return PermissionLookup.Union(await roles.ToListAsync(cancellationToken));
    }

    /// <summary>The first of the wanted permissions, in order of the alphabet, that is not held.</summary>
    internal static string? FirstLacked(IReadOnlySet<string> held, IEnumerable<string> wanted) =>
        wanted.Where(permission => !held.Contains(permission)).Order(StringComparer.Ordinal).FirstOrDefault();

    private async Task<IReadOnlySet<string>> OfAccountAsync(Guid userId, CancellationToken cancellationToken)
    {
        var roles = from link in _db.Set<IdentityUserRole<Guid>>()
                    join role in _db.Set<Role>() on link.RoleId equals role.Id
                    where link.UserId == userId
                    select role;
        return PermissionLookup.Union(await roles.AsNoTracking().ToListAsync(cancellationToken));
    }
}
