using Microsoft.Extensions.Logging;
using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Token;

namespace OidcEngine.Revocation;

/// <summary>Ends what a client hands back, RFC 7009 §2.1: with a refresh token of any generation its whole grant, with an access token that
/// token alone. What belongs to another client stays as it is.</summary>
internal sealed class TokenRevoker(
    AccessTokenReader accessTokens,
    RefreshTokens refreshTokens,
    IAccessTokenStore accessTokenStore,
    IGrantStore grants,
    ILogger<TokenRevoker> logger)
{
    public Task RevokeAsync(Client client, string token, CancellationToken cancellationToken) =>
        RefreshToken.LooksLike(token)
            ? RevokeRefreshTokenAsync(client, token, cancellationToken)
            : RevokeAccessTokenAsync(client, token, cancellationToken);

    private async Task RevokeRefreshTokenAsync(Client client, string text, CancellationToken cancellationToken)
    {
        if (await refreshTokens.ReadAsync(text, cancellationToken) is not { } token) return;

        // The statement holds the client: a grant of another client is not ended, and looks like one that has ended before.
        var revoked = await grants.RevokeAsync(token.GrantId, client.ClientId, RevocationReason.RevokedByClient, cancellationToken);
        if (revoked) logger.GrantRevoked(client.ClientId, token.GrantId);
        else logger.NothingToRevoke(client.ClientId, token.GrantId);
    }

    private async Task RevokeAccessTokenAsync(Client client, string text, CancellationToken cancellationToken)
    {
        if (await accessTokens.ReadAsync(text, cancellationToken) is not { } token) return;
        if (token.ClientId != client.ClientId)
        {
            logger.ForeignToken(client.ClientId, token.ClientId);
            return;
        }
        await accessTokenStore.RevokeAsync(token.Reference, token.Expires, cancellationToken);
        logger.AccessTokenRevoked(client.ClientId, token.Reference.TokenId);
    }
}
