using Microsoft.Extensions.Logging;
using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Scopes;
using OidcEngine.Token;

namespace OidcEngine.Introspection;

/// <summary>Tells a client what a token is, if the token is the client's own, or an access token for a resource that lists the client.
/// To everybody else it is inactive, like a token that does not exist (RFC 7662 §2.2).</summary>
internal sealed class TokenIntrospector(
    AccessTokenReader accessTokens,
    RefreshTokens refreshTokens,
    IRefreshFamilyStore families,
    IResourceStore resources,
    ILogger<TokenIntrospector> logger)
{
    public async Task<IntrospectionResponse> IntrospectAsync(Client client, string token, CancellationToken cancellationToken) =>
        RefreshToken.LooksLike(token)
            ? await IntrospectRefreshTokenAsync(client, token, cancellationToken)
            : await IntrospectAccessTokenAsync(client, token, cancellationToken);

    private async Task<IntrospectionResponse> IntrospectAccessTokenAsync(
        Client client, string text, CancellationToken cancellationToken)
    {
        if (await accessTokens.ReadAsync(text, cancellationToken) is not { } token) return IntrospectionResponse.Inactive;
        if (!await MayKnowAsync(client, token, cancellationToken))
        {
            logger.ForeignToken(client.ClientId, token.ClientId);
            return IntrospectionResponse.Inactive;
        }
        return await accessTokens.IsLiveAsync(token, cancellationToken)
            ? new IntrospectionResponse.AccessToken(token)
            : IntrospectionResponse.Inactive;
    }

    private async Task<IntrospectionResponse> IntrospectRefreshTokenAsync(
        Client client, string text, CancellationToken cancellationToken)
    {
        if (await refreshTokens.ReadAsync(text, cancellationToken) is not { } token) return IntrospectionResponse.Inactive;
        var family = await families.FindLiveAsync(token.GrantId, cancellationToken);
        if (family is null || family.Generation != token.Generation) return IntrospectionResponse.Inactive;
        if (family.Grant.ClientId == client.ClientId) return new IntrospectionResponse.RefreshFamilyMember(family);

        logger.ForeignToken(client.ClientId, family.Grant.ClientId);
        return IntrospectionResponse.Inactive;
    }

    private async ValueTask<bool> MayKnowAsync(Client client, IssuedAccessToken token, CancellationToken cancellationToken)
    {
        if (token.ClientId == client.ClientId) return true;
        var catalog = await resources.GetAsync(cancellationToken);
        foreach (var audience in token.Jwt.Audiences)
            if (catalog.Find(audience) is { } resource && resource.IntrospectionClients.Contains(client.ClientId))
                return true;
        return false;
    }
}
