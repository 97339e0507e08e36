using OidcClient.ApiAccess;
using OidcEngine.Grants;

namespace UserApi.Access;

/// <summary>Asks the directory whether a token still counts: it dies with its grant, at logout, or when its client is disabled.</summary>
internal sealed class AccessTokenStatus(IAccessTokenStore tokens) : IAccessTokenStatus
{
    public ValueTask<bool> IsLiveAsync(string tokenId, string clientId, Guid? grantId, CancellationToken cancellationToken) =>
        tokens.IsLiveAsync(new AccessTokenReference(tokenId, clientId, grantId), cancellationToken);
}
