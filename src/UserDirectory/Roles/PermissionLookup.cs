using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using ServiceDefaults.Notices;
using UserDirectory.Caching;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>What callers may do. An answer is up to five seconds old, unless somebody tells of a change before.</summary>
public sealed class PermissionLookup
{
    private const int Capacity = 50_000;
    private const string UserNotice = "user-permissions";
    private const string EverybodyNotice = "all-permissions";
    private static readonly HashSet<string> Everything = [.. Permissions.All];

    private readonly IDbContextFactory<IdentityDb> _databases;
    private readonly IClientStore _clients;
    private readonly IChangeNotices _notices;
    private readonly BelievedAnswers<Guid, IReadOnlySet<string>> _ofUsers;
    private readonly BelievedAnswers<string, IReadOnlySet<string>> _ofClients;

    public PermissionLookup(IDbContextFactory<IdentityDb> databases, IClientStore clients, IChangeNotices notices, TimeProvider time)
    {
        (_databases, _clients, _notices) = (databases, clients, notices);
        _ofUsers = new(time, Capacity, ReadUserAsync);
        _ofClients = new(time, Capacity, ReadClientAsync);
        notices.Hear(UserNotice, key =>
        {
            if (Guid.TryParseExact(key, "D", out var userId)) _ofUsers.Forget(userId);
        });
        notices.Hear(EverybodyNotice, _ => Clear());
    }

    /// <summary>Empty for a person who is unknown or may not sign in.</summary>
    public ValueTask<IReadOnlySet<string>> OfUserAsync(Guid userId, CancellationToken cancellationToken) =>
        _ofUsers.GetAsync(userId, cancellationToken);

    /// <summary>Those of the client's <c>service_roles</c>.</summary>
    public ValueTask<IReadOnlySet<string>> OfClientAsync(string clientId, CancellationToken cancellationToken) =>
        _ofClients.GetAsync(clientId, cancellationToken);

    /// <summary>To be called when a change of the account's roles or status is committed.</summary>
    public void ForgetUser(Guid userId)
    {
        _ofUsers.Forget(userId);
        _notices.Tell(UserNotice, userId.ToString("D"));
    }

    /// <summary>To be called when a change of what a role grants is committed.</summary>
    public void ForgetEverybody()
    {
        Clear();
        _notices.Tell(EverybodyNotice, "");
    }

    internal static IReadOnlySet<string> Union(IEnumerable<Role> roles)
    {
        var permissions = new HashSet<string>();
        foreach (var role in roles)
            permissions.UnionWith(role.NormalizedName == RoleNames.Key(RoleNames.Admin) ? Everything : role.Granted);
        return permissions;
    }

    private void Clear()
    {
        _ofUsers.Clear();
        _ofClients.Clear();
    }

    private async Task<IReadOnlySet<string>> ReadUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var roles = await (
            from user in db.Set<User>()
            join link in db.Set<IdentityUserRole<Guid>>() on user.Id equals link.UserId
            join role in db.Set<Role>() on link.RoleId equals role.Id
            where user.Id == userId && user.Status == UserStatus.Active
            select role).AsNoTracking().ToListAsync(cancellationToken);
        return Union(roles);
    }

    private async Task<IReadOnlySet<string>> ReadClientAsync(string clientId, CancellationToken cancellationToken)
    {
        if (await _clients.FindAsync(clientId, cancellationToken) is not { ServiceRoles: { Count: > 0 } names })
            return new HashSet<string>(); // as a disabled client has
        var keys = names.Select(RoleNames.Key).ToList();
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        return Union(await db.Set<Role>().AsNoTracking().Where(role => keys.Contains(role.NormalizedName!)).ToListAsync(cancellationToken));
    }
}
