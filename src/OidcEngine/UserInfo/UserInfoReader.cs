using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using OidcEngine.Errors;
using OidcEngine.Scopes;
using OidcEngine.Token;

namespace OidcEngine.UserInfo;

/// <summary>What an access token lets its client know of the person: the claims of its scopes, OIDC Core §5.4.</summary>
internal sealed class UserInfoReader(AccessTokenReader tokens, IUserClaims userClaims, ILogger<UserInfoReader> logger)
{
    public async Task<Result<UserInfoResponse>> ReadAsync(string accessToken, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(accessToken, cancellationToken) is not { } token || !await tokens.IsLiveAsync(token, cancellationToken))
            return OAuthError.InvalidToken("The access token is malformed, expired or revoked.");

        // A token without a person has no such scope either.
        if (token.Reference.GrantId is null || !token.Has(IdentityScopes.OpenId))
            return OAuthError.InsufficientScope("The access token lacks the scope openid.");

        if (await userClaims.FindAsync(token.Subject, ClaimsOf(token), cancellationToken) is { } claims)
            return new UserInfoResponse(token.Subject, claims);
        logger.PersonIsGone(token.ClientId, token.Subject);
        return OAuthError.InvalidToken("The access token is malformed, expired or revoked.");
    }

    private static List<string> ClaimsOf(IssuedAccessToken token)
    {
        var names = new List<string>(20);
        foreach (var scope in IdentityScopes.All)
            if (token.Has(scope))
                names.AddRange(IdentityScopes.ClaimsOf(scope));
        return names;
    }
}

/// <summary>The answer of the UserInfo endpoint.</summary>
internal sealed record UserInfoResponse(string Subject, JsonObject Claims);
