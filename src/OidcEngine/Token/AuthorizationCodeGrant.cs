using Jose;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Errors;
using OidcEngine.Grants;
using OidcEngine.SenderConstraints;

namespace OidcEngine.Token;

/// <summary>The authorization code grant, RFC 6749 §4.1.3, with RFC 7636 §4.5. The code is taken in one statement that holds every
/// condition, so a request that does not fit changes nothing, and a second one that fits ends what the first got (§4.1.2).</summary>
internal sealed class AuthorizationCodeGrant(
    IAuthorizationCodeStore codes,
    GrantTokens tokens,
    RefreshTokens refreshTokens,
    IOptions<OidcEngineOptions> options,
    TimeProvider time,
    ILogger<AuthorizationCodeGrant> logger) : ITokenGrant
{
    /// <inheritdoc/>
    public async Task<Result<TokenResponse>> RedeemAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["code"] is not { } code) return OAuthError.InvalidRequest("The code is missing.");
        if (!ProofOf(request).TryGet(out var proof, out var error)) return error;

        var redemption = await codes.RedeemAsync(Handles.Hash(code), proof, cancellationToken);
        if (redemption is not CodeRedemption.First { Grant: var grant }) return Refuse(request, redemption);

        var order = new IssueOrder(request.Client, grant)
        {
            Resource = proof.Resource,
            RefreshToken = proof.Refresh is null ? null : await refreshTokens.StartAsync(grant.Id, cancellationToken),
            Nonce = grant.Nonce,
            SenderKey = request.SenderKey,
        };
        return await tokens.IssueAsync(order, cancellationToken);
    }

    private Result<CodeProof> ProofOf(TokenRequest request)
    {
        if (!request.Resource.TryGet(out var resource, out var error)) return error;
        var verifier = request.Parameters["code_verifier"];
        if (verifier is not null && !Pkce.IsVerifier(verifier)) return OAuthError.InvalidGrant("The code_verifier is malformed.");

        // A verifier for a code without a challenge does not fit either: RFC 9700 §4.8.2.
        var client = request.Client;
        var challenge = verifier is null ? null : Pkce.ChallengeOf(verifier);
        var refresh = client.MayUse("refresh_token")
            ? RefreshLifetimes.From(time.GetUtcNow(), client, options.Value.Lifetimes)
            : null;
        return new CodeProof(client.ClientId, request.Parameters["redirect_uri"], challenge, refresh) 
        {
            Resource = resource.Value,
            DpopJkt = request.SenderKey is { Method: SenderKeyMethod.DPoP } key ? key.Thumbprint : null, // RFC 9449 §10
            RefreshKey = request.RefreshKey,
        };
    }

    private OAuthError Refuse(TokenRequest request, CodeRedemption redemption)
    {
        switch (redemption)
        {
            case CodeRedemption.Replayed { GrantId: var grantId }:
                logger.CodeReplayed(request.Client.ClientId, grantId);
                return Invalid("the code was used before; its grant is revoked");
            case CodeRedemption.Mismatched { Parameter: "resource" }:
                return OAuthError.InvalidTarget("The resource is not among those that were granted.");
            case CodeRedemption.Mismatched { Parameter: "dpop_jkt" }:
                return OAuthError.InvalidGrant("The code is bound to another DPoP key.");
            case CodeRedemption.Mismatched { Parameter: var parameter and not "client_id" }:
                return OAuthError.InvalidGrant($"The {parameter} does not fit the code.");
            case CodeRedemption.Mismatched:
                return Invalid("the code was issued to another client");
            case CodeRedemption.Ended:
                return Invalid("the code or its grant has ended");
            default:
                return Invalid("there is no such code");
        }
    }

    /// <summary>One sentence for all that a thief of a code could tell apart.</summary>
    private static OAuthError Invalid(string detail) =>
        OAuthError.InvalidGrant("The code is not valid, was used, or has expired.") with { Detail = detail };
}
