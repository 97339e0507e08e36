using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Clients;
using UserDirectory.Clients;
using UserDirectory.Database;

namespace UserDirectory.Roles;

/// <summary>The clients that hold a role for themselves: their <c>service_roles</c> name it.</summary>
internal static class ServiceRoles
{
    private const string Member = "\"service_roles\"";

    /// <summary>The ids of the clients that name the role, in order of the alphabet; disabled ones too, which may be enabled again.</summary>
    public static async Task<IReadOnlyList<string>> ClientsOfAsync(IdentityDb db, string roleName, CancellationToken cancellationToken)
    {
        var key = RoleNames.Key(roleName);
        var candidates = await db.Set<ClientRow>().AsNoTracking()
            .Where(client => client.Metadata.Contains(Member))
            .Select(client => client.Metadata)
            .ToListAsync(cancellationToken);
        return [.. candidates.Select(Read)
            .Where(client => client.ServiceRoles.Any(name => RoleNames.Key(name) == key))
            .Select(client => client.ClientId)
            .Order(StringComparer.Ordinal)];
    }

    private static Client Read(string stored)
    {
        using var metadata = JsonDocument.Parse(stored);
        return ClientMetadata.ReadStored(metadata.RootElement, []);
    }
}
