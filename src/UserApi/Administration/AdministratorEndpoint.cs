using OidcEngine.Clients;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Administration;
using UserApi.Requests;
using UserApi.Users;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Administration;

/// <summary>Who administers, and what they may do: a console shows what is allowed, and nothing else.</summary>
internal static class AdministratorEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapRead("/admin/me", GetAsync).RequireAdministration().Describe(AdministratorOperations.Get);

    private static async Task<IResult> GetAsync(
        HttpContext http, UserProfiles profiles, IClientStore clients, PermissionLookup permissions, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http.User)!;
        var held = (await caller.PermissionsAsync(permissions, cancellationToken)).Order(StringComparer.Ordinal).ToList();
        if (caller.UserId is { } userId)
        {
            return await profiles.FindAsync(userId, cancellationToken) is { } person
                ? ApiResults.Ok(new AdministratorResource { Id = userId, Username = person.UserName, Name = person.Name, Permissions = held })
                : NamedUser.Absent();
        }

        var name = (await clients.FindAsync(caller.ClientId, cancellationToken))?.ClientName ?? caller.ClientId;
        return ApiResults.Ok(new AdministratorResource { Username = caller.ClientId, Name = name, Permissions = held });
    }
}
