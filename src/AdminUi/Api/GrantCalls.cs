using System.Globalization;
using AdminUi.Addresses;
using UserApi.Contracts.Grants;

namespace AdminUi.Api;

/// <summary>What people allowed apps.</summary>
internal static class GrantCalls
{
    /// <param name="user">Only the grants of this account, by id or user name; everybody's when null.</param>
    public static Task<ApiAnswer<IReadOnlyList<GrantResource>>> ListGrantsAsync(
        this UserApiClient api, string? user, int limit, string? cursor, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<GrantResource>>(
            QueryAddress.Of(
                "v1/admin/grants", ("user", user), ("cursor", cursor), ("limit", limit.ToString(CultureInfo.InvariantCulture))),
            cancellationToken);

    public static Task<ApiAnswer<GrantResource>> GetGrantAsync(this UserApiClient api, Guid id, CancellationToken cancellationToken) =>
        api.GetAsync<GrantResource>($"v1/admin/grants/{id}", cancellationToken);

    public static Task<ApiAnswer<object?>> RevokeGrantAsync(this UserApiClient api, Guid id, CancellationToken cancellationToken) =>
        api.SendAsync<object?>(HttpMethod.Delete, $"v1/admin/grants/{id}", body: null, version: null, cancellationToken);
}
