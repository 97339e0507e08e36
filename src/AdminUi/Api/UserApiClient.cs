using System.Net.Http.Headers;
using System.Text.Json;
using UserApi.Contracts.Responses;

namespace AdminUi.Api;

/// <summary>UserApi, asked with the access token of the person at the console: what they may not do there, they cannot do here.</summary>
internal sealed class UserApiClient(HttpClient http)
{
    private static readonly EntityTagHeaderValue NoVersion = new("\"\"");

    public Task<ApiAnswer<T>> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Get, path, body: null, version: null, cancellationToken);

    /// <param name="body">Sent as JSON in the contract's names; null for a request without a body.</param>
    /// <param name="version">What <see cref="ApiAnswer{T}.Found.Version"/> was when it was read: a change since then is refused with 412.</param>
    public async Task<ApiAnswer<T>> SendAsync<T>(
        HttpMethod method, string path, object? body, string? version, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: ContractJson.Options);
        // A version comes back from a form: one that is none fits nothing.
        if (version is not null) request.Headers.IfMatch.Add(EntityTagHeaderValue.TryParse(version, out var tag) ? tag : NoVersion);
        return await SendAsync<T>(request, cancellationToken);
    }

    public async Task<ApiAnswer<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) return await RefuseAsync<T>(response, cancellationToken);
            var answer = await response.Content.ReadFromJsonAsync<ApiResponse<T>>(ContractJson.Options, cancellationToken);
            return answer is null
                ? new ApiAnswer<T>.Refused(ApiRefusal.Unreachable)
                : new ApiAnswer<T>.Found(answer.Data, answer.Meta) { Version = response.Headers.ETag?.Tag, Message = answer.Message };
        }
        catch (Exception error) when (IsOutage(error, cancellationToken))
        {
            return new ApiAnswer<T>.Refused(ApiRefusal.Unreachable);
        }
    }

    /// <summary>A file, to be read while it comes, and disposed of by the caller: little of it is held here however long it is.</summary>
    public async Task<ApiAnswer<HttpResponseMessage>> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await OpenAsync(request, cancellationToken);
    }

    public async Task<ApiAnswer<HttpResponseMessage>> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode) return new ApiAnswer<HttpResponseMessage>.Found(response, Meta: null);
            using (response) return await RefuseAsync<HttpResponseMessage>(response, cancellationToken);
        }
        catch (Exception error) when (IsOutage(error, cancellationToken))
        {
            return new ApiAnswer<HttpResponseMessage>.Refused(ApiRefusal.Unreachable);
        }
    }

    private static async Task<ApiAnswer<T>> RefuseAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var problem = isProblem
            ? await response.Content.ReadFromJsonAsync<ApiProblemBody>(ContractJson.Options, cancellationToken)
            : null;
        return new ApiAnswer<T>.Refused(new ApiRefusal(response.StatusCode, problem?.Detail)
        {
            Code = problem?.Error,
            Errors = problem?.Errors ?? new Dictionary<string, IReadOnlyList<string>>(),
        });
    }

    private static bool IsOutage(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or JsonException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
