using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>The client's side of the token endpoint: code exchange (RFC 6749 §4.1.3, RFC 7636 §4.5) and refresh (RFC 6749 §6).</summary>
internal sealed class TokenEndpoint(IHttpClientFactory clients, Providers providers)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public Task<TokenResponse> RedeemAsync(
        OidcSignInOptions options, string code, string? codeVerifier, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = options.RedirectUri,
        };
        if (options.Resources is [var resource, ..]) form["resource"] = resource; // RFC 8707 §2.2: a token is for one
        if (codeVerifier is not null) form["code_verifier"] = codeVerifier;
        return SendAsync(options, form, cancellationToken);
    }

    public Task<TokenResponse> RefreshAsync(OidcSignInOptions options, string refreshToken, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken };
        if (options.Resources is [var resource, ..]) form["resource"] = resource;
        return SendAsync(options, form, cancellationToken);
    }

    private async Task<TokenResponse> SendAsync(
        OidcSignInOptions options, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        try
        {
            var provider = await providers.Get(options.Issuer).GetAsync(cancellationToken);
            using var client = clients.CreateClient(ProviderDocuments.HttpClientName);
            using var request = new HttpRequestMessage(HttpMethod.Post, provider.Metadata.TokenEndpoint)
            {
                Content = new FormUrlEncodedContent(form),
            };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Authorization = ClientCredentials.Basic(options);
            using var response = await client.SendAsync(request, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (Exception error) when (IsOutage(error, cancellationToken))
        {
            return new TokenResponse.Unavailable($"The token endpoint does not answer: {error.Message}");
        }
    }

    private static async Task<TokenResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized))
            return new TokenResponse.Unavailable($"The token endpoint answers {(int)response.StatusCode}.");
        try
        {
            return TokenResponse.Read(JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), Strict));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new TokenResponse.Unavailable("The token endpoint's answer is no JSON.");
        }
    }

    private static bool IsOutage(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or ProviderUnavailableException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
