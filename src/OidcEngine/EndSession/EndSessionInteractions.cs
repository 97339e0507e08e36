using OidcEngine.Clients;
using OidcEngine.Sessions;

namespace OidcEngine.EndSession;

/// <summary>What the host's sign-out and signed-out pages ask of the engine.</summary>
public sealed class EndSessionInteractions
{
    private readonly ISessionStore _sessions;
    private readonly IClientStore _clients;
    private readonly LogoutIds _ids;

    internal EndSessionInteractions(ISessionStore sessions, IClientStore clients, LogoutIds ids) =>
        (_sessions, _clients, _ids) = (sessions, clients, ids);

    /// <summary>The logout request that the sign-out page was called for.</summary>
    /// <param name="logoutId">The page's parameter.</param>
    /// <returns>Null when there is none, or when it is older than half an hour: the person signs out on their own account then.</returns>
    public LogoutRequest? Read(string? logoutId) => _ids.Read<LogoutRequest>(logoutId);

    /// <summary>What the signed-out page shows.</summary>
    /// <param name="logoutId">The page's parameter.</param>
    /// <returns>Null when there is none, or when it is older than half an hour.</returns>
    public LogoutSummary? ReadSummary(string? logoutId) => _ids.Read<LogoutSummary>(logoutId);

    /// <summary>The names of the apps that the person is signed in to in this session, for the question whether to sign out.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async Task<IReadOnlyList<string>> FindClientNamesAsync(EndUserSession session, CancellationToken cancellationToken) =>
        await NamesAsync(await _sessions.FindClientsAsync(session.SessionId, cancellationToken), cancellationToken);

    /// <summary>Ends the session: its grants and codes die, and each client with a <c>backchannel_logout_uri</c> is told. The page then
    /// takes its cookie away and goes on to <see cref="LogoutOutcome.RedirectUri"/> or shows the signed-out page.</summary>
    /// <param name="session">The session to end: the caller's own.</param>
    /// <param name="request">The logout request that the person confirmed; null when they sign out on their own account.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<LogoutOutcome> EndAsync(EndUserSession session, LogoutRequest? request, CancellationToken cancellationToken)
    {
        var clientIds = await _sessions.EndAsync(session.SessionId, SessionEndReason.SignedOut, cancellationToken);
        var names = await NamesAsync(clientIds, cancellationToken);
        return new LogoutOutcome(names, request?.RedirectLocation(), _ids.Write(new LogoutSummary(names)));
    }

    private async Task<IReadOnlyList<string>> NamesAsync(IReadOnlyList<string> clientIds, CancellationToken cancellationToken)
    {
        var names = new List<string>(clientIds.Count);
        foreach (var clientId in clientIds)
        {
            var client = await _clients.FindAsync(clientId, cancellationToken);
            names.Add(client?.ClientName ?? clientId);
        }
        return names;
    }
}
