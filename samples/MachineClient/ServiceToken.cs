using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MachineClient;

/// <summary>The service's own access token (client credentials, RFC 6749 §4.4), asked for once and used until shortly before it ends.</summary>
internal sealed class ServiceToken(HttpClient http, Settings settings, string scope, TimeProvider time) : IDisposable
{
    /// <summary>So that a token does not end on its way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private string? _value;
    private DateTimeOffset _goodUntil;
    private Uri? _endpoint;

    /// <summary>How many tokens were asked for.</summary>
    public int Asked { get; private set; }

    /// <exception cref="StoppedException">The provider does not answer, or refuses.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken); // callers at once share one request
        try
        {
            if (_value is null || time.GetUtcNow() >= _goodUntil) await RenewAsync(cancellationToken);
            return _value!;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The API no longer takes it: it was revoked.</summary>
    public void Forget() => _value = null;

    public void Dispose() => _one.Dispose();

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        _endpoint ??= await DiscoverAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", scope)]),
        };
        request.Headers.Authorization = Credentials();
        var asked = time.GetUtcNow();
        using var answer = await http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode) throw StoppedException.Refused($"The provider gives no token: {await ReasonAsync(answer, cancellationToken)}.");

        var token = await answer.Content.ReadFromJsonAsync<TokenResponse>(cancellationToken)
            ?? throw StoppedException.Refused("The provider's answer is empty.");
        (_value, _goodUntil) = (token.AccessToken, asked + TimeSpan.FromSeconds(token.ExpiresIn) - Margin);
        Asked++;
    }

    /// <summary>RFC 8414 §3: the endpoint is the provider's to say. Its issuer must be the one that was asked (§3.3).</summary>
    private async Task<Uri> DiscoverAsync(CancellationToken cancellationToken)
    {
        var issuer = settings.Issuer.ToString().TrimEnd('/');
        using var answer = await http.GetAsync($"{issuer}/.well-known/openid-configuration", cancellationToken);
        if (!answer.IsSuccessStatusCode) throw StoppedException.Refused($"{issuer} is no provider: it answers {(int)answer.StatusCode}.");
        var metadata = await answer.Content.ReadFromJsonAsync<Metadata>(cancellationToken);
        return metadata?.Issuer == issuer
            ? new Uri(metadata.TokenEndpoint)
            : throw StoppedException.Refused($"{issuer} calls itself {metadata?.Issuer}.");
    }

    /// <summary>RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.</summary>
    private AuthenticationHeaderValue Credentials()
    {
        var pair = $"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(settings.ClientSecret)}";
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }

    /// <summary>RFC 6749 §5.2.</summary>
    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var refusal = await answer.Content.ReadFromJsonAsync<Refusal>(cancellationToken);
            return $"{refusal?.Error} ({refusal?.ErrorDescription ?? "no description"})";
        }
        catch (JsonException)
        {
            return $"status {(int)answer.StatusCode}";
        }
    }

    private sealed record Metadata(
        [property: JsonPropertyName("issuer")] string Issuer, [property: JsonPropertyName("token_endpoint")] string TokenEndpoint);

    private sealed record TokenResponse(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);

    private sealed record Refusal(
        [property: JsonPropertyName("error")] string? Error, [property: JsonPropertyName("error_description")] string? ErrorDescription);
}
