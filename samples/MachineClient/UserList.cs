using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace MachineClient;

internal sealed record User(string Username, string Email, string Status);

/// <summary>Reads all users from the API, a page after the other, each call with the token that is good at that time.</summary>
internal sealed class UserList(HttpClient http, ServiceToken token, Settings settings)
{
    public async IAsyncEnumerable<User> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var (users, meta) = await GetPageAsync(cursor, cancellationToken);
            foreach (var user in users) yield return user;
            cursor = meta.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task<Page> GetPageAsync(string? cursor, CancellationToken cancellationToken)
    {
        var query = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
        var address = new Uri(settings.Api, $"/v1/users?sort=username&limit={settings.PageSize}{query}");
        using var answer = await SendAsync(address, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw StoppedException.Refused($"{settings.ClientId} may not list users: the API answers {(int)answer.StatusCode}.");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Page>(ApiJson.Options, cancellationToken))!;
    }

    /// <summary>A token that was revoked before its end is replaced once.</summary>
    private async Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        var answer = await SendOnceAsync(address, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized) return answer;
        answer.Dispose();
        token.Forget();
        return await SendOnceAsync(address, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetAsync(cancellationToken));
        return await http.SendAsync(request, cancellationToken);
    }

    private sealed record Page(IReadOnlyList<User> Data, PageMeta Meta);

    private sealed record PageMeta(string? NextCursor);
}
