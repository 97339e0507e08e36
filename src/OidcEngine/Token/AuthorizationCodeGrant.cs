using Jose;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Errors;
using OidcEngine.Grants;
using OidcEngine.Scopes;
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
        if (request.Parameters["code"] is not { } code) return CodeRefusal.Missing();
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
        if (verifier is not null && !Pkce.IsVerifier(verifier)) return CodeRefusal.MalformedVerifier();

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
                return CodeRefusal.Invalid(
                    "the code was used before; its grant is revoked", "A code is redeemed once: look for a double submit.");
            case CodeRedemption.Mismatched { Parameter: "resource" }:
                return ScopeRefusal.NotGranted(request.Parameters["resource"]);
            case CodeRedemption.Mismatched { Parameter: "dpop_jkt" }:
                return CodeRefusal.OtherKey();
            case CodeRedemption.Mismatched { Parameter: var parameter and not "client_id" }:
                return CodeRefusal.Mismatched(parameter, request.Parameters["redirect_uri"]);
            case CodeRedemption.Mismatched:
                return CodeRefusal.Invalid("the code was issued to another client", "Redeem a code as the client that asked for it.");
            case CodeRedemption.Ended:
                return CodeRefusal.Invalid("the code or its grant has ended", "Redeem the code at once: it lives for seconds.");
            default:
                return CodeRefusal.Invalid("there is no such code", "Send the code as it came, decoded once.");
        }
    }
}
