using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Web;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.RoundTrips;

/// <summary>The client <c>counted</c>, and a person who is signed in and has agreed to it.</summary>
internal sealed class Caller : IAsyncDisposable
{
    private const string Secret = "secret-of-the-counted-client-in-these-tests";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636 Appendix B

    private readonly Provider _provider;
    private readonly ScriptlessBrowser _browser;
    private readonly HttpClient _http;

    private Caller(Provider provider, ScriptlessBrowser browser) => (_provider, _browser, _http) = (provider, browser, provider.NewClient());

    public static async Task<Caller> SignInAsync(Provider provider) => new(provider, await provider.SignInAsync("alice"));

    /// <summary>A form of the client, as it is registered to authenticate; the answer must be good.</summary>
    public Task<JsonElement> PostAsync(string path, params (string Name, string Value)[] form) => PostAsync(path, error: null, form);

    /// <summary>The same, and the answer must be this error.</summary>
    public async Task<JsonElement> PostAsync(string path, string? error, (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"counted:{Secret}")));
        using var answer = await _http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode == (error is null), $"{path}: {(int)answer.StatusCode} {body}");
        if (body.Length == 0) return default;
        var json = JsonDocument.Parse(body).RootElement;
        if (error is not null) Assert.Equal(error, json.GetProperty("error").GetString());
        return json;
    }

    public Task<JsonElement> RefreshAsync(JsonElement tokens, string? error = null) => PostAsync("/connect/token", error,
        [("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!)]);

    public async Task GetUserInfoAsync(JsonElement tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>Asks for a code in the person's browser, who is asked nothing.</summary>
    public async Task<string> AuthorizeAsync(string? query = null)
    {
        await _browser.OpenAsync(query is null ? _provider.Authorize("counted", "openid profile offline_access profile.api") : $"{_provider.Issuer}/connect/authorize?{query}");
        return HttpUtility.ParseQueryString(_browser.Location.Query)["code"] ?? throw new InvalidOperationException($"No code at {_browser.Location}");
    }

    /// <summary>Redeems a code of <see cref="AuthorizeAsync"/>.</summary>
    public Task<JsonElement> RedeemAsync(string code, string verifier = Verifier, string? error = null) => PostAsync("/connect/token", error,
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "https://counted.test/callback"), ("code_verifier", verifier)]);

    public async Task<JsonElement> NewTokensAsync() => await RedeemAsync(await AuthorizeAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _browser.Dispose();
        await _provider.DisposeAsync();
    }
}
