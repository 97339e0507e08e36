using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Http;
using OidcEngine.Keys;

namespace OidcEngine.EndSession;

/// <summary>Tells clients that a session ended, OIDC Back-Channel Logout 1.0 §2.5. One call is one attempt, with a logout token
/// of its own; whoever keeps the notice decides whether to try again.</summary>
public sealed class BackChannelLogout
{
    private readonly IClientStore _clients;
    private readonly KeyRing _keys;
    private readonly OutboundForm _outbound;
    private readonly OidcEngineOptions _options;
    private readonly TimeProvider _time;

    internal BackChannelLogout(
        IClientStore clients, KeyRing keys, OutboundForm outbound, IOptions<OidcEngineOptions> options, TimeProvider time) =>
        (_clients, _keys, _outbound, _options, _time) = (clients, keys, outbound, options.Value, time);

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
        return await _outbound.PostAsync(address, "logout_token", token, cancellationToken) switch
        {
            OutboundAnswer.Answered { Status: 200 or 204 } => new LogoutDelivery.Delivered(),
            OutboundAnswer.Answered { Status: var status } => new LogoutDelivery.Failed($"The client answered {status}."),
            OutboundAnswer.Unreachable { Reason: var reason } => new LogoutDelivery.Failed(reason),
            _ => throw new InvalidOperationException("An answer that does not exist."),
        };
    }
}
