using UserApi.Contracts.Roles;

namespace AdminUi.Api;

/// <summary>The roles of one account.</summary>
internal static class AccountRoleCalls
{
    /// <param name="role">Its name or id, as in the next call.</param>
    public static Task<ApiAnswer<IReadOnlyList<UserRole>>> AssignRoleAsync(
        this UserApiClient api, string id, string role, CancellationToken cancellationToken) =>
        api.SendAsync<IReadOnlyList<UserRole>>(HttpMethod.Post, Of(id), new AssignRole { Role = role }, version: null, cancellationToken);

    public static Task<ApiAnswer<IReadOnlyList<UserRole>>> TakeRoleAsync(
        this UserApiClient api, string id, string role, CancellationToken cancellationToken) =>
        api.SendAsync<IReadOnlyList<UserRole>>(HttpMethod.Delete, $"{Of(id)}/{Uri.EscapeDataString(role)}", body: null, version: null, cancellationToken);

    /// <summary>The roles that there are, to choose from; null for who may not see them.</summary>
    public static async Task<IReadOnlyList<RoleResource>?> ChooseFromRolesAsync(this UserApiClient api, CancellationToken cancellationToken) =>
        (await api.GetAsync<IReadOnlyList<RoleResource>>("v1/admin/roles?limit=100", cancellationToken)).TryGet(out var roles, out _) ? roles : null;

    private static string Of(string id) => $"v1/admin/users/{Uri.EscapeDataString(id)}/roles";
}
