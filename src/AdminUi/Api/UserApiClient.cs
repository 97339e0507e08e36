using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using UserApi.Contracts.AuditLogs;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Responses;
using UserApi.Contracts.Users;

namespace AdminUi.Api;

/// <summary>UserApi, asked with the access token of the person at the console: what they may not do there, they cannot do here.</summary>
internal sealed class UserApiClient(HttpClient http)
{
    public Task<ApiAnswer<UserProfileResource>> GetOwnProfileAsync(CancellationToken cancellationToken) =>
        GetAsync<UserProfileResource>("v1/users/profile", cancellationToken);

    public Task<ApiAnswer<UserProfileResource>> GetUserAsync(string idOrUserName, CancellationToken cancellationToken) =>
        GetAsync<UserProfileResource>($"v1/users/{Uri.EscapeDataString(idOrUserName)}", cancellationToken);

    public Task<ApiAnswer<IReadOnlyList<UserSummary>>> ListUsersAsync(UserFilter filter, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<UserSummary>>(QueryHelpers.AddQueryString("v1/users", filter.ToQuery()), cancellationToken);

    public Task<ApiAnswer<IReadOnlyList<AuditRecord>>> ListAuditRecordsAsync(AuditFilter filter, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<AuditRecord>>(QueryHelpers.AddQueryString("v1/admin/audit-logs", filter.ToQuery()), cancellationToken);

    private async Task<ApiAnswer<T>> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(path, cancellationToken);
            if (!response.IsSuccessStatusCode) return await RefuseAsync<T>(response, cancellationToken);
            var body = await response.Content.ReadFromJsonAsync<ApiResponse<T>>(ContractJson.Options, cancellationToken);
            return body is null ? new ApiAnswer<T>.Refused(ApiRefusal.Unreachable) : new ApiAnswer<T>.Found(body.Data, body.Meta);
        }
        catch (Exception error) when (IsOutage(error, cancellationToken))
        {
            return new ApiAnswer<T>.Refused(ApiRefusal.Unreachable);
        }
    }

    private static async Task<ApiAnswer<T>> RefuseAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var problem = isProblem
            ? await response.Content.ReadFromJsonAsync<ApiProblemBody>(ContractJson.Options, cancellationToken)
            : null;
        return new ApiAnswer<T>.Refused(new ApiRefusal(response.StatusCode, problem?.Detail));
    }

    private static bool IsOutage(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or JsonException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
