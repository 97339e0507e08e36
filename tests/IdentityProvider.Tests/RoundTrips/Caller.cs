using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Web;
using IdentityProvider.Tests.Hosting;
using TestKit.Assertions;
using TestKit.Browsing;
using TestKit.DPoP;

namespace IdentityProvider.Tests.RoundTrips;

/// <summary>The client <c>counted</c>, and a person who is signed in and has agreed to it.</summary>
internal sealed class Caller : IAsyncDisposable
{
    private const string Secret = "secret-of-the-counted-client-in-these-tests";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636 Appendix B

    private readonly ProofKey _key = new();
    private readonly Provider _provider;
    private readonly ScriptlessBrowser _browser;
    private readonly HttpClient _http;

    private Caller(Provider provider, ScriptlessBrowser browser) => (_provider, _browser, _http) = (provider, browser, provider.NewClient());

    private string Request => _provider.Authorize("counted", "openid profile offline_access profile.api");

    public static async Task<Caller> SignInAsync(Provider provider) => new(provider, await provider.SignInAsync("alice"));

    /// <summary>A form of the client, as it is registered to authenticate; the answer must be good.</summary>
    public Task<JsonElement> PostAsync(string path, params (string Name, string Value)[] form) => PostAsync(path, error: null, form);

    /// <summary>The same, and the answer must be this error.</summary>
    public Task<JsonElement> PostAsync(string path, string? error, (string Name, string Value)[] form) => SendAsync(path, error, proof: null, form);

    /// <summary>A token request with a DPoP proof, RFC 9449 §5.</summary>
    public Task<JsonElement> ProveAsync(params (string Name, string Value)[] form) =>
        SendAsync("/connect/token", error: null, _key.Prove("POST", $"{_provider.Issuer}/connect/token", TimeProvider.System.GetUtcNow()), form);

    /// <summary>A token request of the client <c>asserting</c>, which authenticates by an assertion (RFC 7523 §2.2).</summary>
    public async Task AssertAsync(params (string Name, string Value)[] form)
    {
        var assertion = HmacAssertion.Parameters(
            "asserting", "secret-of-the-asserting-client-in-these-tests", _provider.Issuer, TimeProvider.System.GetUtcNow());
        using var content = new FormUrlEncodedContent(assertion.Concat(form).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _http.PostAsync("/connect/token", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<JsonElement> AskForDeviceAsync() => PostAsync("/connect/deviceauthorization", ("scope", "profile"));

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
    public async Task<string> AuthorizeAsync(string? requestUri = null)
    {
        await _browser.OpenAsync(requestUri is null
            ? Request
            : $"{_provider.Issuer}/connect/authorize?client_id=counted&request_uri={Uri.EscapeDataString(requestUri)}");
        return HttpUtility.ParseQueryString(_browser.Location.Query)["code"] ?? throw new InvalidOperationException($"No code at {_browser.Location}");
    }

    /// <summary>Pushes the same request, RFC 9126.</summary>
    public async Task<string> PushAsync()
    {
        var parameters = HttpUtility.ParseQueryString(new Uri(Request).Query);
        var answer = await PostAsync("/connect/par", [.. parameters.AllKeys.Select(name => (name!, parameters[name]!))]);
        return answer.GetProperty("request_uri").GetString()!;
    }

    /// <summary>Redeems a code of <see cref="AuthorizeAsync"/>.</summary>
    public Task<JsonElement> RedeemAsync(string code, string verifier = Verifier, string? error = null) => PostAsync("/connect/token", error,
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "https://counted.test/callback"), ("code_verifier", verifier)]);

    public async Task<JsonElement> NewTokensAsync() => await RedeemAsync(await AuthorizeAsync());

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        _http.Dispose();
        _browser.Dispose();
        await _provider.DisposeAsync();
    }

    private async Task<JsonElement> SendAsync(string path, string? error, string? proof, (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"counted:{Secret}")));
        if (proof is not null) request.Headers.Add("DPoP", proof);
        using var answer = await _http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode == (error is null), $"{path}: {(int)answer.StatusCode} {body}");
        if (body.Length == 0) return default;
        var json = JsonDocument.Parse(body).RootElement;
        if (error is not null) Assert.Equal(error, json.GetProperty("error").GetString());
        return json;
    }
}
