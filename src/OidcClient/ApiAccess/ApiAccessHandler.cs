using System.Text.Encodings.Web;
using Jose;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcClient.Discovery;

namespace OidcClient.ApiAccess;

/// <summary>Authenticates the callers of an API by their access tokens (RFC 9068): bearer tokens (RFC 6750), and tokens bound to a DPoP key
/// (RFC 9449) or to a certificate (RFC 8705).</summary>
internal sealed class ApiAccessHandler(
    IOptionsMonitor<ApiAccessOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessTokenValidator validator,
    IDataProtectionProvider protection,
    TimeProvider time)
    : AuthenticationHandler<ApiAccessOptions>(options, logger, encoder)
{
    private AccessChallenge _challenge = AccessChallenge.NoToken;
    private bool _byDPoP;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var credentials = AccessCredentials.Read(Request.Headers.Authorization);
        _byDPoP = credentials.ByDPoP;
        switch (credentials)
        {
            case AccessCredentials.Token token:
                return await ValidateAsync(token, Context.RequestAborted);
            case AccessCredentials.Malformed(var description):
                return Fail(AccessChallenge.InvalidRequest(description), description);
            default:
                return AuthenticateResult.NoResult();
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync(); // this scheme may be challenged without having been asked
        Response.StatusCode = _challenge.StatusCode;
        if (_challenge.RetryAfter is { } seconds) Response.Headers.RetryAfter = seconds;
        else Response.Headers.Append("WWW-Authenticate", _challenge.ToHeaders(_byDPoP, Options));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        var missing = MissingScopes();
        if (missing.Count > 0)
            Response.Headers.Append("WWW-Authenticate", AccessChallenge.InsufficientScope(missing).ToHeaders(_byDPoP, Options));
        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> ValidateAsync(AccessCredentials.Token token, CancellationToken cancellationToken)
    {
        var nonces = Options.RequireDPoPNonce ? new DPoPNonces(protection, Options.Audience, time) : null;
        if (nonces is not null && token.ByDPoP) Response.Headers["DPoP-Nonce"] = nonces.Current(); // RFC 9449 §9
        try
        {
            var reading = await validator.ValidateAsync(PresentedRequest.Read(Request, token, Options), Options, nonces, cancellationToken);
            if (reading is AccessTokenReading.Refused { Error: var error } refusal)
                return Fail(AccessChallenge.InvalidToken(error, refusal.Description), refusal.Detail);

            var principal = AccessTokenPrincipal.Create(((AccessTokenReading.Accepted)reading).Token, Scheme.Name);
            return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
        }
        catch (ProviderUnavailableException error)
        {
            return Fail(AccessChallenge.Unavailable, error.Message);
        }
    }

    private AuthenticateResult Fail(AccessChallenge challenge, string detail)
    {
        _challenge = challenge;
        Logger.TokenRefused(detail);
        return AuthenticateResult.Fail(detail);
    }

    /// <summary>The scopes that the endpoint asks for and the caller lacks; none when it was refused for another reason.</summary>
    private List<string> MissingScopes() =>
    [
        .. (Context.GetEndpoint()?.Metadata.GetOrderedMetadata<AuthorizationPolicy>() ?? [])
            .SelectMany(policy => policy.Requirements)
            .OfType<ScopeRequirement>()
            .Select(requirement => requirement.Scope)
            .Where(scope => !Context.User.HasClaim("scope", scope))
            .Distinct(),
    ];
}
