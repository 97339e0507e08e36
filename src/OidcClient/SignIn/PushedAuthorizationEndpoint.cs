using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>The client's side of pushed authorization requests, RFC 9126 §2.</summary>
internal sealed class PushedAuthorizationEndpoint(IHttpClientFactory clients)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public async Task<PushedAuthorization> PushAsync(
        OidcSignInOptions options, string endpoint, IEnumerable<KeyValuePair<string, string?>> parameters, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ProviderDocuments.HttpClientName);
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
            {
                Content = new FormUrlEncodedContent(parameters.Select(pair => KeyValuePair.Create(pair.Key, pair.Value ?? ""))),
            };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Authorization = ClientCredentials.Basic(options);
            using var response = await client.SendAsync(request, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (Exception error) when (
            error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new PushedAuthorization.Failed($"The pushed authorization request endpoint does not answer: {error.Message}");
        }
    }

    private static async Task<PushedAuthorization> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), Strict);
            if (response.StatusCode == HttpStatusCode.Created && Text(body, "request_uri") is { Length: > 0 } requestUri)
                return new PushedAuthorization.Accepted(requestUri);
            return new PushedAuthorization.Failed(
                $"The request was refused with {(int)response.StatusCode}: {Text(body, "error")}. {Text(body, "error_description")}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new PushedAuthorization.Failed($"The pushed authorization request endpoint answers {(int)response.StatusCode}, not JSON.");
        }
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>What became of a pushed request.</summary>
internal abstract record PushedAuthorization
{
    private PushedAuthorization() { }

    /// <summary>RFC 9126 §2.2: the browser brings this in the place of the parameters.</summary>
    public sealed record Accepted(string RequestUri) : PushedAuthorization;

    /// <summary>RFC 9126 §2.3, or an outage.</summary>
    public sealed record Failed(string Reason) : PushedAuthorization;
}
