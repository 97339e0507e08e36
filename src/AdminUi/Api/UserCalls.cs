using Microsoft.AspNetCore.WebUtilities;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Responses;
using UserApi.Contracts.Sessions;
using UserApi.Contracts.Users;

namespace AdminUi.Api;

/// <summary>Accounts, as an administrator reads and changes them.</summary>
internal static class UserCalls
{
    public static Task<ApiAnswer<UserProfileResource>> GetOwnProfileAsync(this UserApiClient api, CancellationToken cancellationToken) =>
        api.GetAsync<UserProfileResource>("v1/users/profile", cancellationToken);

    public static Task<ApiAnswer<UserProfileResource>> GetUserAsync(
        this UserApiClient api, string idOrUserName, CancellationToken cancellationToken) =>
        api.GetAsync<UserProfileResource>(Of(idOrUserName), cancellationToken);

    public static Task<ApiAnswer<IReadOnlyList<UserSummary>>> ListUsersAsync(
        this UserApiClient api, UserFilter filter, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<UserSummary>>(QueryHelpers.AddQueryString("v1/users", filter.ToQuery()), cancellationToken);

    /// <param name="key">The same key and account make one account, however often they are sent.</param>
    public static async Task<ApiAnswer<RegisteredUser>> CreateUserAsync(
        this UserApiClient api, RegisterUser account, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/users");
        request.Content = JsonContent.Create(account, options: ContractJson.Options);
        request.Headers.Add("Idempotency-Key", key);
        return await api.SendAsync<RegisteredUser>(request, cancellationToken);
    }

    /// <summary>Makes an account whose owner chooses the password by a mailed link.</summary>
    /// <param name="key">The same key and account make one account, however often they are sent.</param>
    public static async Task<ApiAnswer<RegisteredUser>> InviteUserAsync(
        this UserApiClient api, InviteUser account, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/admin/users/invite");
        request.Content = JsonContent.Create(account, options: ContractJson.Options);
        request.Headers.Add("Idempotency-Key", key);
        return await api.SendAsync<RegisteredUser>(request, cancellationToken);
    }

    /// <summary>Changes what the object names, and nothing else (RFC 7396).</summary>
    public static Task<ApiAnswer<UserProfileResource>> ChangeUserAsync(
        this UserApiClient api, string id, IReadOnlyDictionary<string, object?> changes, string? version, CancellationToken cancellationToken) =>
        api.SendAsync<UserProfileResource>(HttpMethod.Patch, Of(id), changes, version, cancellationToken);

    /// <summary>Asks for the account to be deleted, which happens after a while in which it can be restored.</summary>
    public static Task<ApiAnswer<UserProfileResource>> DeleteUserAsync(
        this UserApiClient api, string id, string? version, CancellationToken cancellationToken) =>
        api.SendAsync<UserProfileResource>(HttpMethod.Delete, Of(id), body: null, version, cancellationToken);

    /// <param name="act"><c>suspend</c>, <c>activate</c>, <c>unlock</c>, <c>reset-mfa</c>, <c>send-password-reset</c> or <c>restore</c>.</param>
    public static Task<ApiAnswer<UserProfileResource>> ActOnUserAsync(
        this UserApiClient api, string id, string act, CancellationToken cancellationToken) =>
        api.SendAsync<UserProfileResource>(HttpMethod.Post, $"v1/admin/users/{Uri.EscapeDataString(id)}/{act}", body: null, version: null, cancellationToken);

    /// <summary>How the person signs in, and what guards the account.</summary>
    public static Task<ApiAnswer<UserSecurityResource>> GetUserSecurityAsync(
        this UserApiClient api, string id, CancellationToken cancellationToken) =>
        api.GetAsync<UserSecurityResource>($"v1/admin/users/{Uri.EscapeDataString(id)}/security", cancellationToken);

    /// <summary>Ends every session of the account.</summary>
    public static Task<ApiAnswer<EndedSessions>> EndSessionsOfUserAsync(this UserApiClient api, string id, CancellationToken cancellationToken) =>
        api.SendAsync<EndedSessions>(
            HttpMethod.Post, $"v1/admin/users/{Uri.EscapeDataString(id)}/revoke-sessions", body: null, version: null, cancellationToken);

    private static string Of(string idOrUserName) => $"v1/users/{Uri.EscapeDataString(idOrUserName)}";
}
