using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Errors;
using OidcEngine.Grants;
using OidcEngine.Scopes;

namespace OidcEngine.Token;

/// <summary>Refreshing, RFC 6749 §6, with rotation and reuse detection (RFC 9700 §4.14.2). A narrower <c>scope</c> concerns the
/// access token alone: the family keeps what was granted.</summary>
internal sealed class RefreshTokenGrant(
    IRefreshFamilyStore families,
    GrantTokens tokens,
    RefreshTokens refreshTokens,
    IOptions<OidcEngineOptions> options,
    TimeProvider time,
    ILogger<RefreshTokenGrant> logger) : ITokenGrant
{
    /// <inheritdoc/>
    public async Task<Result<TokenResponse>> RedeemAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["refresh_token"] is not { } text) return RefreshRefusal.Missing();
        if (!request.Resource.TryGet(out var resource, out var error)
            || !ScopeResolution.Split(request.Parameters["scope"] ?? "").TryGet(out var scopes, out error))
            return error;
        if (await refreshTokens.ReadAsync(text, cancellationToken) is not { } token) return RefreshRefusal.Invalid("it is none of ours");

        var attempt = AttemptOf(request, token, scopes, resource.Value);
        var redemption = await families.RedeemAsync(attempt, cancellationToken);
        return redemption switch
        {
            RefreshRedemption.Redeemed(var grant, var generation) => await IssueAsync(grant, generation),
            RefreshRedemption.Repeated(var grant, var generation) => await IssueAsync(grant, generation),
            _ => Refuse(request, redemption),
        };

        Task<Result<TokenResponse>> IssueAsync(Grant grant, int generation) => tokens.IssueAsync(
            new IssueOrder(request.Client, grant)
            {
                Scopes = scopes,
                Resource = resource.Value,
                SenderKey = request.SenderKey,
                RefreshToken = token with { Generation = generation },
            },
            cancellationToken);
    }

    private RefreshAttempt AttemptOf(TokenRequest request, RefreshToken token, List<string> scopes, string? resource)
    {
        var lifetimes = options.Value.Lifetimes;
        return new RefreshAttempt
        {
            GrantId = token.GrantId,
            Generation = token.Generation,
            ClientId = request.Client.ClientId,
            SenderKey = request.RefreshKey,
            Scopes = scopes,
            Resource = resource,
            SlidingExpiry = RefreshLifetimes.From(time.GetUtcNow(), request.Client, lifetimes).Sliding,
            Rotate = request.Client.RefreshTokenRotation,
            Grace = lifetimes.RefreshGrace,
        };
    }

    private OAuthError Refuse(TokenRequest request, RefreshRedemption redemption)
    {
        switch (redemption)
        {
            case RefreshRedemption.Reused { GrantId: var grantId }:
                logger.RefreshTokenReused(request.Client.ClientId, grantId);
                return RefreshRefusal.Invalid("it was used before, or was never issued; its grant is revoked", "RFC 9700 §4.14.2");
            case RefreshRedemption.Mismatched { Parameter: "scope" }:
                return RefreshRefusal.TooWide(request.Parameters["scope"]); // §6
            case RefreshRedemption.Mismatched { Parameter: "resource" }:
                return ScopeRefusal.NotGranted(request.Parameters["resource"]);
            case RefreshRedemption.Mismatched { Parameter: "sender_key" }:
                return RefreshRefusal.Invalid("it is bound to another key, or to none", "RFC 9449 §5");
            case RefreshRedemption.Mismatched:
                return RefreshRefusal.Invalid("it was issued to another client");
            case RefreshRedemption.Ended:
                return RefreshRefusal.Invalid("it has expired or its grant has ended");
            default:
                return RefreshRefusal.Invalid("there is no such family");
        }
    }
}
