using System.Net;
using System.Text.Json;
using Jose;

namespace OidcClient.Discovery;

/// <summary>Fetches a provider's discovery document and its keys. Redirects are not followed, answers are small and quick,
/// or they count as none.</summary>
internal sealed class ProviderDocuments(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the HTTP client for everything that is asked of a provider from here.</summary>
    public const string HttpClientName = "oidc-provider";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public async Task<ProviderSnapshot> FetchAsync(string issuer, CancellationToken cancellationToken)
    {
        // OpenID Connect Discovery §4: appended to the issuer, after a trailing slash was removed.
        var document = await GetAsync(issuer.TrimEnd('/') + "/.well-known/openid-configuration", cancellationToken);
        var metadata = ReadMetadata(document, issuer);
        if (!VerificationKeySet.TryParse(await GetAsync(metadata.JwksUri, cancellationToken), out var keys))
            throw new ProviderUnavailableException($"What {metadata.JwksUri} answers is no JWK Set.");
        return new ProviderSnapshot(metadata, keys, time.GetUtcNow());
    }

    private static ProviderMetadata ReadMetadata(byte[] document, string issuer)
    {
        try
        {
            return ProviderMetadata.TryRead(JsonElement.Parse(document, Strict), issuer, out var metadata, out var fault)
                ? metadata
                : throw new ProviderUnavailableException($"The discovery document of {issuer} cannot be used: {fault}.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ProviderUnavailableException($"The discovery document of {issuer} is no valid JSON.", error);
        }
    }

    private async Task<byte[]> GetAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var response = await client.GetAsync(address, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK
                ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
                : throw new ProviderUnavailableException($"{address} answers {(int)response.StatusCode}.");
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ProviderUnavailableException($"{address} does not answer.", error);
        }
    }
}
