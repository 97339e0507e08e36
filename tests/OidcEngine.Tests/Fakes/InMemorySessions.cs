using System.Collections.Concurrent;
using OidcEngine.Clients;
using OidcEngine.EndSession;
using OidcEngine.Grants;
using OidcEngine.Sessions;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemorySessions : ISessionStore
{
    private readonly ConcurrentDictionary<Guid, EndUserSession> _sessions = new();
    private readonly InMemoryGrants _grants;
    private readonly IClientStore _clients;

    public InMemorySessions(InMemoryGrants grants, IClientStore clients)
    {
        (_grants, _clients) = (grants, clients);
        grants.SessionIsLive = _sessions.ContainsKey;
    }

    /// <summary>The notices that entered the outbox.</summary>
    public ConcurrentQueue<LogoutNotice> Notices { get; } = new();

    public EndUserSession? Find(Guid sessionId) => _sessions.GetValueOrDefault(sessionId);

    public void Add(EndUserSession session) => _sessions[session.SessionId] = session;

    public Task<IReadOnlyList<string>> FindClientsAsync(Guid sessionId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(
        [
            .. _grants.Rows
                .Where(row => row.Grant.SessionId == sessionId && row.Revoked is null)
                .Select(row => row.Grant.ClientId)
                .Distinct(),
        ]);

    public async Task<IReadOnlyList<string>> EndAsync(Guid sessionId, SessionEndReason reason, CancellationToken cancellationToken)
    {
        if (!_sessions.TryRemove(sessionId, out var session)) return [];
        var clientIds = await FindClientsAsync(sessionId, cancellationToken);
        _grants.Revoke(
            row => row.Grant.SessionId == sessionId && !(row.Grant.OfflineAccess && row.CodeUsed), RevocationReason.SessionEnded);
        foreach (var clientId in clientIds)
            if (await _clients.FindAsync(clientId, cancellationToken) is { BackchannelLogoutUri: not null })
                Notices.Enqueue(new LogoutNotice(clientId, session.Subject, sessionId));
        return clientIds;
    }
}
