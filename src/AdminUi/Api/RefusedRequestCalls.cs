using System.Globalization;
using AdminUi.Addresses;
using UserApi.Contracts.RefusedRequests;

namespace AdminUi.Api;

/// <summary>Why requests of apps were refused.</summary>
internal static class RefusedRequestCalls
{
    /// <param name="clientId">Only those that named this app; all when null.</param>
    public static Task<ApiAnswer<IReadOnlyList<RefusedRequestResource>>> ListRefusedRequestsAsync(
        this UserApiClient api, string? clientId, int limit, string? cursor, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<RefusedRequestResource>>(
            QueryAddress.Of(
                "v1/admin/requests", ("client_id", clientId), ("cursor", cursor), ("limit", limit.ToString(CultureInfo.InvariantCulture))),
            cancellationToken);

    public static Task<ApiAnswer<RefusedRequestResource>> GetRefusedRequestAsync(
        this UserApiClient api, string code, CancellationToken cancellationToken) =>
        api.GetAsync<RefusedRequestResource>($"v1/admin/requests/{code}", cancellationToken);
}
