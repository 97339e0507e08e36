using System.Net.Http.Headers;
using System.Text.Json;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>The client's side of the userinfo endpoint, OpenID Connect Core §5.3.</summary>
internal sealed class UserInfoEndpoint(IHttpClientFactory clients, Providers providers)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The person's claims; null when the provider has no such endpoint, does not answer, or speaks of somebody else
    /// (§5.3.2). A sign-in does not fail for want of a name.</summary>
    public async Task<JsonElement?> GetAsync(
        OidcSignInOptions options, string accessToken, string subject, CancellationToken cancellationToken)
    {
        try
        {
            var provider = await providers.Get(options.Issuer).GetAsync(cancellationToken);
            if (provider.Metadata.UserInfoEndpoint is not { } endpoint) return null;
            using var client = clients.CreateClient(ProviderDocuments.HttpClientName);
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
            using var response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) return null;
            var claims = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), Strict);
            return IsOf(claims, subject) ? claims : null;
        }
        catch (Exception error) when (IsOutage(error, cancellationToken))
        {
            return null;
        }
    }

    private static bool IsOf(JsonElement claims, string subject) =>
        claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty("sub", out var sub)
        && sub.ValueKind == JsonValueKind.String && sub.GetString() == subject;

    private static bool IsOutage(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or JsonException or InvalidOperationException or ProviderUnavailableException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
