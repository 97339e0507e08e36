using System.Globalization;
using AdminUi.Addresses;
using UserApi.Contracts.Sessions;

namespace AdminUi.Api;

/// <summary>Where people are signed in.</summary>
internal static class SessionCalls
{
    /// <param name="user">Only the sessions of this account, by id or user name; everybody's when null.</param>
    public static Task<ApiAnswer<IReadOnlyList<SessionResource>>> ListSessionsAsync(
        this UserApiClient api, string? user, int limit, string? cursor, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<SessionResource>>(
            QueryAddress.Of(
                "v1/admin/sessions", ("user", user), ("cursor", cursor), ("limit", limit.ToString(CultureInfo.InvariantCulture))),
            cancellationToken);

    public static Task<ApiAnswer<SessionResource>> GetSessionAsync(this UserApiClient api, Guid id, CancellationToken cancellationToken) =>
        api.GetAsync<SessionResource>($"v1/admin/sessions/{id}", cancellationToken);

    public static Task<ApiAnswer<object?>> EndSessionAsync(this UserApiClient api, Guid id, CancellationToken cancellationToken) =>
        api.SendAsync<object?>(HttpMethod.Delete, $"v1/admin/sessions/{id}", body: null, version: null, cancellationToken);
}
