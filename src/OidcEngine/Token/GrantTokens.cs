using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Grants;
using OidcEngine.Scopes;
using OidcEngine.SenderConstraints;
using OidcEngine.UserInfo;

namespace OidcEngine.Token;

/// <summary>Writes the tokens that a person's grant gives to its client.</summary>
internal sealed class GrantTokens(
    AccessTokenWriter accessTokens,
    IdTokenWriter idTokens,
    RefreshTokens refreshTokens,
    IResourceStore resources,
    IUserClaims userClaims,
    IOptions<OidcEngineOptions> options)
{
    /// <summary>Answers with an access token, an id_token when <c>openid</c> is granted, and the refresh token if there is one.</summary>
    public async Task<Result<TokenResponse>> IssueAsync(IssueOrder order, CancellationToken cancellationToken)
    {
        var (client, grant) = (order.Client, order.Grant);
        var catalog = await resources.GetAsync(cancellationToken);
        var scope = TokenScope.Choose(client, grant, order.Scopes, order.Resource, catalog, options.Value.Issuer);

        JsonObject? claims = null;
        if (ClaimsOf(scope, catalog) is { Count: > 0 } names)
        {
            claims = await userClaims.FindAsync(grant.Subject, names, cancellationToken);
            if (claims is null)
            {
                return OAuthError.InvalidGrant("The person may not sign in.")
                    .Because("person", "RFC 6749 §5.2", "Look at the person's account: it is suspended, locked or gone.");
            }
        }

        JsonObject? asked = null;
        if (Registered(client, grant.Claims.IdToken) is { Count: > 0 } idTokenClaims)
        {
            asked = await userClaims.FindAsync(grant.Subject, idTokenClaims, cancellationToken);
            if (asked is null) return OAuthError.InvalidGrant("The person may not sign in.");
        }

        var content = new AccessTokenContent
        {
            Client = client,
            Audience = scope.Audience,
            Scope = scope.Text,
            Grant = grant,
            UserClaims = claims,
            UserInfoClaims = Registered(client, grant.Claims.UserInfo),
            SenderKey = order.SenderKey,
        };
        var accessToken = await accessTokens.WriteAsync(content, cancellationToken);
        return new TokenResponse(accessToken, content.Scope)
        {
            SenderKey = content.SenderKey,
            RefreshToken = order.RefreshToken is { } refreshToken ? refreshTokens.Write(refreshToken) : null,
            IdToken = grant.Scopes.Contains(IdentityScopes.OpenId)
                ? await idTokens.WriteAsync(client, grant, order.Nonce, accessToken.Value, asked, cancellationToken)
                : null,
        };
    }

    /// <summary>What was asked for one by one (OIDC Core §5.5), as far as the client is still registered for it.</summary>
    private static List<string> Registered(Client client, IReadOnlyList<string> claims) =>
        claims.Count == 0 ? [] : [.. claims.Where(name => IdentityScopes.ScopeOf(name) is { } scope && client.Scopes.Contains(scope))];

    /// <summary>The claims that the token's resource wants to find in it; most want none.</summary>
    private static List<string>? ClaimsOf(TokenScope scope, ResourceCatalog catalog)
    {
        List<string>? names = null;
        foreach (var name in scope.Scopes)
            if (catalog.FindScope(name) is { Scope.Claims: { Count: > 0 } claims })
                (names ??= []).AddRange(claims.Except(names));
        return names;
    }
}

/// <summary>What is to be issued.</summary>
internal sealed record IssueOrder(Client Client, Grant Grant)
{
    /// <summary>The scopes that the request narrows the access token to; empty for all that were granted.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The resource that the request names.</summary>
    public string? Resource { get; init; }

    public RefreshToken? RefreshToken { get; init; }

    /// <summary>The key that the access token is bound to.</summary>
    public SenderKey? SenderKey { get; init; }

    /// <summary><c>nonce</c> of the id_token.</summary>
    public string? Nonce { get; init; }
}
