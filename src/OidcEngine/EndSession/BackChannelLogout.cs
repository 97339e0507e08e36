using System.Net;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Keys;

namespace OidcEngine.EndSession;

/// <summary>Tells clients that a session ended, OIDC Back-Channel Logout 1.0 §2.5. One call is one attempt, with a logout token
/// of its own; whoever keeps the notice decides whether to try again.</summary>
public sealed class BackChannelLogout
{
    internal const string HttpClientName = "oidc-backchannel";

    private readonly IClientStore _clients;
    private readonly KeyRing _keys;
    private readonly IHttpClientFactory _http;
    private readonly OidcEngineOptions _options;
    private readonly TimeProvider _time;

    internal BackChannelLogout(
        IClientStore clients, KeyRing keys, IHttpClientFactory http, IOptions<OidcEngineOptions> options, TimeProvider time) =>
        (_clients, _keys, _http, _options, _time) = (clients, keys, http, options.Value, time);

    /// <summary>Posts a logout token to the client's <c>backchannel_logout_uri</c>: to public https addresses alone, without following
    /// redirects, for 5 seconds.</summary>
    /// <param name="notice">Whom to tell what.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>Delivered when the client answered 200 or 204 (§2.8); what failed otherwise, without the token.</returns>
    public async Task<LogoutDelivery> SendAsync(LogoutNotice notice, CancellationToken cancellationToken)
    {
        if (await _clients.FindAsync(notice.ClientId, cancellationToken) is not { BackchannelLogoutUri: { } address } client)
            return new LogoutDelivery.NotWanted();

        var key = await _keys.ForSigningAsync(client.IdTokenSignedResponseAlg, cancellationToken);
        var token = LogoutToken.Write(key, _options.Issuer, notice, _time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent([new("logout_token", token)]),
        };
        return await SendAsync(request, cancellationToken);
    }

    private async Task<LogoutDelivery> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var client = _http.CreateClient(HttpClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent
                ? new LogoutDelivery.Delivered()
                : new LogoutDelivery.Failed($"The client answered {(int)response.StatusCode}.");
        }
        catch (HttpRequestException failure)
        {
            return new LogoutDelivery.Failed(failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LogoutDelivery.Failed("The client did not answer in time.");
        }
    }
}
