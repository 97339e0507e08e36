using UserApi.Contracts.Analytics;

namespace AdminUi.Api;

/// <summary>The installation in figures.</summary>
internal static class AnalyticsCalls
{
    public static Task<ApiAnswer<AnalyticsResource>> GetAnalyticsAsync(
        this UserApiClient api, int days, CancellationToken cancellationToken) =>
        api.GetAsync<AnalyticsResource>(FormattableString.Invariant($"v1/admin/analytics?days={days}"), cancellationToken);
}
