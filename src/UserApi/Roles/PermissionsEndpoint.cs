using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Roles;
using UserApi.Requests;
using UserDirectory.Roles;

namespace UserApi.Roles;

/// <summary>What roles may grant.</summary>
internal static class PermissionsEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapRead("/admin/permissions", GetAsync).RequirePermission(Permissions.RolesRead).Describe(RoleOperations.ListPermissions);

    private static async Task<IResult> GetAsync(HttpContext http, PermissionLookup permissions, CancellationToken cancellationToken)
    {
        var held = await Caller.Of(http.User)!.PermissionsAsync(permissions, cancellationToken);
        return ApiResults.Ok<IReadOnlyList<PermissionResource>>([.. Permissions.All
            .Order(StringComparer.Ordinal)
            .Select(name => new PermissionResource { Name = name, Description = PermissionTexts.Of(name), Held = held.Contains(name) })]);
    }
}
