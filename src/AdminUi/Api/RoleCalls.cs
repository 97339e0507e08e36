using System.Globalization;
using AdminUi.Addresses;
using UserApi.Contracts.Responses;
using UserApi.Contracts.Roles;

namespace AdminUi.Api;

/// <summary>Roles, and what they may grant.</summary>
internal static class RoleCalls
{
    private const string Path = "v1/admin/roles";
    private const int PageSize = 100;
    private const int MostPages = 10;

    /// <summary>All of them: an installation has a handful. The pages that would follow a thousand are left out.</summary>
    public static async Task<ApiAnswer<IReadOnlyList<RoleResource>>> ListRolesAsync(
        this UserApiClient api, CancellationToken cancellationToken)
    {
        var all = new List<RoleResource>();
        for (var page = 1; page <= MostPages; page++)
        {
            var address = QueryAddress.Of(Path, ("page", Number(page)), ("limit", Number(PageSize)));
            var answer = await api.GetAsync<IReadOnlyList<RoleResource>>(address, cancellationToken);
            if (answer is not ApiAnswer<IReadOnlyList<RoleResource>>.Found(var roles, var meta)) return answer;
            all.AddRange(roles);
            if (meta is not { HasNext: true }) break;
        }
        return new ApiAnswer<IReadOnlyList<RoleResource>>.Found(all, Meta: null);
    }

    public static Task<ApiAnswer<RoleResource>> GetRoleAsync(
        this UserApiClient api, string idOrName, CancellationToken cancellationToken) =>
        api.GetAsync<RoleResource>(Of(idOrName), cancellationToken);

    /// <param name="key">The same key and role make one role, however often they are sent.</param>
    public static async Task<ApiAnswer<RoleResource>> CreateRoleAsync(
        this UserApiClient api, WritableRole role, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path);
        request.Content = JsonContent.Create(role, options: ContractJson.Options);
        request.Headers.Add("Idempotency-Key", key);
        return await api.SendAsync<RoleResource>(request, cancellationToken);
    }

    public static Task<ApiAnswer<RoleResource>> ReplaceRoleAsync(
        this UserApiClient api, Guid id, WritableRole role, string? version, CancellationToken cancellationToken) =>
        api.SendAsync<RoleResource>(HttpMethod.Put, Of(id.ToString()), role, version, cancellationToken);

    /// <param name="force">Also when somebody has it, who then loses it.</param>
    public static Task<ApiAnswer<object?>> DeleteRoleAsync(
        this UserApiClient api, Guid id, bool force, string? version, CancellationToken cancellationToken) =>
        api.SendAsync<object?>(
            HttpMethod.Delete, QueryAddress.Of(Of(id.ToString()), ("force", force ? "true" : null)), body: null, version,
            cancellationToken);

    public static Task<ApiAnswer<IReadOnlyList<PermissionResource>>> ListPermissionsAsync(
        this UserApiClient api, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<PermissionResource>>("v1/admin/permissions", cancellationToken);

    private static string Of(string idOrName) => $"{Path}/{Uri.EscapeDataString(idOrName)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
