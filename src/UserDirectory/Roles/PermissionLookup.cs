using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using OidcEngine.Clients;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Roles;

/// <summary>What callers may do. An answer is up to five seconds old.</summary>
public sealed class PermissionLookup(IDbContextFactory<IdentityDb> databases, IClientStore clients, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);
    private static readonly HashSet<string> Everything = [.. Permissions.All];

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>Empty for a person who is unknown or may not sign in.</summary>
    public ValueTask<IReadOnlySet<string>> OfUserAsync(Guid userId, CancellationToken cancellationToken) =>
        KnownAsync($"user:{userId}", stop => ReadUserAsync(userId, stop), cancellationToken);

    /// <summary>Those of the client's <c>service_roles</c>.</summary>
    public ValueTask<IReadOnlySet<string>> OfClientAsync(string clientId, CancellationToken cancellationToken) =>
        KnownAsync($"client:{clientId}", stop => ReadClientAsync(clientId, stop), cancellationToken);

    public void Dispose() => _known.Dispose();

    internal static IReadOnlySet<string> Union(IEnumerable<Role> roles)
    {
        var permissions = new HashSet<string>();
        foreach (var role in roles)
            permissions.UnionWith(role.NormalizedName == RoleNames.Key(RoleNames.Admin) ? Everything : role.Granted);
        return permissions;
    }

    private async ValueTask<IReadOnlySet<string>> KnownAsync(
        string key, Func<CancellationToken, Task<IReadOnlySet<string>>> read, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(key, out Answer? answer) && time.GetElapsedTime(answer!.Since) < Belief) return answer.Permissions;
        var since = time.GetTimestamp();
        var permissions = await read(cancellationToken);
        _known.Set(key, new Answer(permissions, since), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Belief });
        return permissions;
    }

    private async Task<IReadOnlySet<string>> ReadUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
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
        if (await clients.FindAsync(clientId, cancellationToken) is not { ServiceRoles: { Count: > 0 } names }) return new HashSet<string>(); // a disabled client has none
        var keys = names.Select(RoleNames.Key).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return Union(await db.Set<Role>().AsNoTracking().Where(role => keys.Contains(role.NormalizedName!)).ToListAsync(cancellationToken));
    }

    private sealed record Answer(IReadOnlySet<string> Permissions, long Since);
}
