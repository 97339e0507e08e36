using System.Collections.Concurrent;
using OidcEngine.Grants;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryAccessTokens(InMemoryGrants grants, InMemoryClients clients) : IAccessTokenStore
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _revoked = new(StringComparer.Ordinal);

    public async ValueTask<bool> IsLiveAsync(AccessTokenReference token, CancellationToken cancellationToken)
    {
        if (_revoked.ContainsKey(token.TokenId)) return false;
        if (await clients.FindAsync(token.ClientId, cancellationToken) is null) return false;
        return token.GrantId is not { } grantId || await grants.FindLiveAsync(grantId, cancellationToken) is not null;
    }

    public Task RevokeAsync(AccessTokenReference token, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        _revoked[token.TokenId] = expiresAt;
        return Task.CompletedTask;
    }
}
