using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Grants;
using OidcEngine.Scopes;
using OidcEngine.Token;

namespace OidcEngine.Device;

/// <summary>The device code grant, RFC 8628 §3.4 and §3.5. A poll costs one statement; the code of an approved request is then taken as an
/// authorization code is, so of several takers one alone is the first, and a second ends what the first got.</summary>
internal sealed class DeviceCodeGrant(
    IDeviceRequestStore requests,
    IAuthorizationCodeStore codes,
    GrantTokens tokens,
    RefreshTokens refreshTokens,
    IOptions<OidcEngineOptions> options,
    TimeProvider time,
    ILogger<DeviceCodeGrant> logger) : ITokenGrant
{
    public const string Name = "urn:ietf:params:oauth:grant-type:device_code";

    private const string Clause = "RFC 8628 §3.5";

    /// <inheritdoc/>
    public async Task<Result<TokenResponse>> RedeemAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["device_code"] is not { } code) return Missing;
        if (!request.Resource.TryGet(out var resource, out var error)) return error;

        var client = request.Client;
        var hash = DeviceCode.Hash(code);
        if (Refuse(await requests.PollAsync(hash, client.ClientId, cancellationToken)) is { } refusal) return refusal;

        var proof = new CodeProof(client.ClientId, RedirectUri: null, CodeChallenge: null, RefreshOf(client))
        {
            Resource = resource.Value,
            RefreshKey = request.RefreshKey,
        };
        var redemption = await codes.RedeemAsync(hash, proof, cancellationToken);
        if (redemption is not CodeRedemption.First { Grant: var grant }) return Refuse(client, redemption);

        var order = new IssueOrder(client, grant)
        {
            Resource = resource.Value,
            RefreshToken = proof.Refresh is null ? null : await refreshTokens.StartAsync(grant.Id, cancellationToken),
            SenderKey = request.SenderKey,
        };
        return await tokens.IssueAsync(order, cancellationToken);
    }

    private RefreshExpiry? RefreshOf(Client client) =>
        client.MayUse("refresh_token") ? RefreshLifetimes.From(time.GetUtcNow(), client, options.Value.Lifetimes) : null;

    /// <summary>§3.5. Null when the person has agreed.</summary>
    private static OAuthError? Refuse(DevicePoll poll) => poll switch
    {
        DevicePoll.Approved => null,
        DevicePoll.Pending => OAuthError.AuthorizationPending("The person has not answered yet."),
        DevicePoll.TooFast => OAuthError.SlowDown("Wait five seconds longer between two requests from now on.") with
        {
            Reason = new("device-interval", Clause, "Let the device wait for interval seconds, and five more after each slow_down."),
        },
        DevicePoll.Denied => OAuthError.AccessDenied("The person said no.") with { Status = 400 }, // RFC 6749 §5.2
        DevicePoll.Expired => Expired(),
        _ => Invalid("there is no such code for this client"),
    };

    private OAuthError Refuse(Client client, CodeRedemption redemption)
    {
        switch (redemption)
        {
            case CodeRedemption.Replayed { GrantId: var grantId }:
                logger.DeviceCodeReplayed(client.ClientId, grantId);
                return Invalid("the code was used before; its grant is revoked");
            case CodeRedemption.Mismatched { Parameter: "resource" }:
                return ScopeRefusal.NotGranted();
            case CodeRedemption.Ended:
                return Expired();
            default:
                return Invalid("there is no grant for the code");
        }
    }

    private static readonly OAuthError Missing = OAuthError.InvalidRequest("The device_code is missing.")
        .Because("device-code", "RFC 8628 §3.4", "Send the device_code of the device authorization response.");

    private static OAuthError Expired() => OAuthError.ExpiredToken("The code has expired: ask for a new one.") with
    {
        Reason = new("device-code", Clause, "Let the device start anew with a device authorization request."),
    };

    private static OAuthError Invalid(string detail) => OAuthError.InvalidGrant("The device code is not valid, or was used.") with
    {
        Detail = detail,
        Reason = new("device-code", Clause, "Poll with the device_code that this client got, and no more once it has its tokens."),
    };
}
