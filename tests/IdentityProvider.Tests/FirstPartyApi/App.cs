using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.FirstPartyApi;

/// <summary>A first-party app in a browser of its own, with its cookies and the access token that it got last.</summary>
/// <param name="origin">Of the app's page; null for a caller that does not say it.</param>
public sealed class App(Provider provider, string? origin) : IDisposable
{
    private readonly HttpClient _http = provider.NewClient(new CookieContainer());

    public string? AccessToken { get; set; }

    /// <summary>Sent as it is; what the server sets is kept aside.</summary>
    public string? RefreshCookie { get; set; }

    public string? Origin { get; set; } = origin;

    /// <summary>Whom the access token speaks for.</summary>
    public Guid Person => Claims(AccessToken!).GetProperty("sub").GetGuid();

    /// <summary>The session that the access token belongs to.</summary>
    public Guid Session => Claims(AccessToken!).GetProperty("sid").GetGuid();

    public static JsonElement Claims(string token) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[1]));

    public Task<Answer> PostAsync(string path, object body) => SendAsync(path, JsonContent.Create(body));

    public async Task<Answer> SendAsync(string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        if (Origin is not null) request.Headers.TryAddWithoutValidation("Origin", Origin);
        if (RefreshCookie is not null) request.Headers.Add("Cookie", $"__Host-identity-refresh={RefreshCookie}");
        if (AccessToken is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        using var response = await _http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    /// <summary>Signs in and keeps what comes.</summary>
    public async Task<Answer> SignInAsync(string userName, string password = Demo.OwnPassword)
    {
        var answer = await PostAsync("/v1/auth/login", new { username = userName, password });
        Keep(answer);
        return answer;
    }

    public async Task<Answer> RefreshAsync()
    {
        var answer = await PostAsync("/v1/auth/refresh", new { });
        if (answer.Status == HttpStatusCode.OK) Keep(answer);
        return answer;
    }

    public void Keep(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        (AccessToken, RefreshCookie) = (answer.Data.GetProperty("access_token").GetString(), answer.SetCookie);
    }

    /// <summary>Whether the access token still counts at userinfo.</summary>
    public async Task<bool> IsAliveAsync(string? accessToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken ?? AccessToken);
        using var response = await _http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.OK;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What the API answered.</summary>
public sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public JsonElement Data => Json.GetProperty("data");

    public string? Error => Json.TryGetProperty("error", out var error) ? error.GetString() : null;

    /// <summary>The value of the refresh cookie that the answer sets; empty when it takes the cookie away, null when it says nothing.</summary>
    public string? SetCookie => CookieLine?.Split(';')[0].Split('=', 2)[1];

    public string? CookieLine => Headers.TryGetValues("Set-Cookie", out var lines)
        ? lines.SingleOrDefault(line => line.StartsWith("__Host-identity-refresh=", StringComparison.Ordinal))
        : null;
}
