using System.Text.Json.Nodes;
using Jose;
using Microsoft.Extensions.Logging;
using OidcEngine.DPoP;
using OidcEngine.Errors;
using OidcEngine.Scopes;
using OidcEngine.Token;

namespace OidcEngine.UserInfo;

/// <summary>What an access token lets its client know of the person: the claims of its scopes (OIDC Core §5.4), and those
/// that were asked for one by one (§5.5).</summary>
internal sealed class UserInfoReader(
    AccessTokenReader tokens, IUserClaims userClaims, DPoPProofs proofs, TimeProvider time, ILogger<UserInfoReader> logger)
{
    public async Task<Result<UserInfoResponse>> ReadAsync(TokenPresentation presented, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(presented.AccessToken, cancellationToken) is not { } token
            || !await tokens.IsLiveAsync(token, cancellationToken))
            return Invalid("it is none of ours, has expired, or its grant or session has ended");

        var constraint = SenderConstraint.Check(token.Jwt, presented, time, proofs.Nonces);
        if (constraint is SenderConstraintReading.Broken(var code, var description))
        {
            return new OAuthError(code, description, 401).Because( // RFC 9449 §7.1, §9
                "token-binding", "RFC 9449 §7.1", "Present the token as it was issued: with a proof by its key, or over its certificate.");
        }

        // A token without a person has no such scope either.
        if (token.Reference.GrantId is null || !token.Has(IdentityScopes.OpenId))
        {
            return OAuthError.InsufficientScope("The access token lacks the scope openid.").Because(
                "token-scope", "OIDC Core §5.3", "Ask for the scope openid when the person signs in.", "openid", token.Scope);
        }

        if (constraint is SenderConstraintReading.Kept { Proof: { } proof }
            && await proofs.TakeAsync(proof, cancellationToken) is { } replayed)
            return replayed with { Status = 401 };

        if (await userClaims.FindAsync(token.Subject, ClaimsOf(token), cancellationToken) is { } claims)
            return new UserInfoResponse(token.Subject, claims);
        logger.PersonIsGone(token.ClientId, token.Subject);
        return Invalid("its person may not sign in, or is gone");
    }

    private static OAuthError Invalid(string detail) =>
        (OAuthError.InvalidToken("The access token is malformed, expired or revoked.") with { Detail = detail })
            .Because("access-token", "RFC 6750 §3.1", "Refresh the access token, or let the person sign in again.");

    private static List<string> ClaimsOf(IssuedAccessToken token)
    {
        var names = new List<string>(20);
        foreach (var scope in IdentityScopes.All)
            if (token.Has(scope))
                names.AddRange(IdentityScopes.ClaimsOf(scope));
        names.AddRange(token.UserInfoClaims);
        return names;
    }
}

/// <summary>The answer of the UserInfo endpoint.</summary>
internal sealed record UserInfoResponse(string Subject, JsonObject Claims);
