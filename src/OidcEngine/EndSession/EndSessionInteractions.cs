using Microsoft.Extensions.Options;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Sessions;

namespace OidcEngine.EndSession;

/// <summary>What the host's sign-out and signed-out pages ask of the engine.</summary>
public sealed class EndSessionInteractions
{
    private readonly ISessionStore _sessions;
    private readonly IClientStore _clients;
    private readonly LogoutIds _ids;
    private readonly string _issuer;

    internal EndSessionInteractions(ISessionStore sessions, IClientStore clients, LogoutIds ids, IOptions<OidcEngineOptions> options) =>
        (_sessions, _clients, _ids, _issuer) = (sessions, clients, ids, options.Value.Issuer);

    /// <summary>The logout request that the sign-out page was called for.</summary>
    /// <param name="logoutId">The page's parameter.</param>
    /// <returns>Null when there is none, or when it is older than half an hour: the person signs out on their own account then.</returns>
    public LogoutRequest? Read(string? logoutId) => _ids.Read<LogoutRequest>(logoutId);

    /// <summary>What the signed-out page shows, and the frames that it loads.</summary>
    /// <param name="logoutId">The page's parameter.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>Null when there is none, or when it is older than half an hour.</returns>
    public async Task<SignedOutSession?> FindSignedOutAsync(string? logoutId, CancellationToken cancellationToken)
    {
        if (_ids.Read<LogoutSummary>(logoutId) is not { } summary) return null;
        var clients = new List<SignedOutClient>(summary.ClientIds.Count);
        foreach (var clientId in summary.ClientIds)
        {
            var client = await _clients.FindAsync(clientId, cancellationToken);
            var frame = client is null ? null : FrontChannelLogout.AddressOf(client, _issuer, summary.SessionId);
            clients.Add(new SignedOutClient(
                clientId, frame, frame is null ? null : RedirectOrigin.Of(frame), client?.BackchannelLogoutUri is not null));
        }
        return new SignedOutSession(summary.SessionId, clients, summary.RedirectUri);
    }

    /// <summary>In which languages either page is wished for (<c>ui_locales</c>, OIDC RP-Initiated Logout 1.0 §2).</summary>
    /// <param name="logoutId">The page's parameter.</param>
    /// <returns>BCP 47 tags in the order of preference; none when nothing is wished.</returns>
    public IReadOnlyList<string> FindUiLocales(string? logoutId) =>
        _ids.Read<LogoutRequest>(logoutId)?.UiLocales ?? _ids.Read<LogoutSummary>(logoutId)?.UiLocales ?? [];

    /// <summary>The apps that the person is signed in to in this session, for the question whether to sign out.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Their client ids.</returns>
    public Task<IReadOnlyList<string>> FindClientIdsAsync(EndUserSession session, CancellationToken cancellationToken) =>
        _sessions.FindClientsAsync(session.SessionId, cancellationToken);

    /// <summary>Ends the session: its grants and codes die, and each client with a <c>backchannel_logout_uri</c> is told. The page then
    /// takes its cookie away and goes on to <see cref="LogoutOutcome.RedirectUri"/> or shows the signed-out page.</summary>
    /// <param name="session">The session to end: the caller's own.</param>
    /// <param name="request">The logout request that the person confirmed, or <see cref="LogoutRequest.Own"/>. Its languages are those of the
    /// signed-out page.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<LogoutOutcome> EndAsync(EndUserSession session, LogoutRequest request, CancellationToken cancellationToken)
    {
        var clientIds = await _sessions.EndAsync(session.SessionId, SessionEndReason.SignedOut, cancellationToken);
        var redirectUri = request.RedirectLocation();
        var logoutId = _ids.Write(new LogoutSummary(session.SessionId, clientIds, redirectUri, request.UiLocales));

        // Who has to be told in this browser is told on the signed-out page, which then leads on.
        return new LogoutOutcome(await HaveFramesAsync(clientIds, cancellationToken) ? null : redirectUri, logoutId);
    }

    private async ValueTask<bool> HaveFramesAsync(IReadOnlyList<string> clientIds, CancellationToken cancellationToken)
    {
        foreach (var clientId in clientIds)
            if (await _clients.FindAsync(clientId, cancellationToken) is { FrontchannelLogoutUri: not null })
                return true;
        return false;
    }
}
