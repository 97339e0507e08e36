using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcClient.Discovery;

namespace OidcClient.ApiAccess;

/// <summary>Authenticates the callers of an API by their access tokens (RFC 6750, RFC 9068).</summary>
internal sealed class ApiAccessHandler(
    IOptionsMonitor<ApiAccessOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokenValidator validator)
    : AuthenticationHandler<ApiAccessOptions>(options, logger, encoder)
{
    private BearerChallenge _challenge = BearerChallenge.NoToken;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        switch (BearerCredentials.Read(Request.Headers.Authorization))
        {
            case BearerCredentials.Token(var token):
                return await ValidateAsync(token, Context.RequestAborted);
            case BearerCredentials.Malformed(var description):
                return Fail(BearerChallenge.InvalidRequest(description), description);
            default:
                return AuthenticateResult.NoResult();
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync(); // this scheme may be challenged without having been asked
        Response.StatusCode = _challenge.StatusCode;
        if (_challenge.RetryAfter is { } seconds) Response.Headers.RetryAfter = seconds;
        else Response.Headers.Append("WWW-Authenticate", _challenge.ToString());
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        var missing = MissingScopes();
        if (missing.Count > 0) Response.Headers.Append("WWW-Authenticate", BearerChallenge.InsufficientScope(missing).ToString());
        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await validator.ValidateAsync(token, Options, cancellationToken);
            if (reading is AccessTokenReading.Refused(var description, var detail))
                return Fail(BearerChallenge.InvalidToken(description), detail);

            var principal = AccessTokenPrincipal.Create(((AccessTokenReading.Accepted)reading).Token, Scheme.Name);
            return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
        }
        catch (ProviderUnavailableException error)
        {
            return Fail(BearerChallenge.Unavailable, error.Message);
        }
    }

    private AuthenticateResult Fail(BearerChallenge challenge, string detail)
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
