using UserApi.Contracts.Administration;

namespace AdminUi.Api;

internal static class AdministratorCalls
{
    public static Task<ApiAnswer<AdministratorResource>> GetAdministratorAsync(this UserApiClient api, CancellationToken cancellationToken) =>
        api.GetAsync<AdministratorResource>("v1/admin/me", cancellationToken);
}
