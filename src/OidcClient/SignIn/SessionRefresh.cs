using Jose;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>Looks at the session with every request: ends it when the provider did, and renews the access token before it
/// expires. Requests that come at once may each refresh: the provider gives all of them the same successor.</summary>
internal sealed class SessionRefresh(
    IOptionsMonitor<OidcSignInOptions> options,
    TokenEndpoint tokenEndpoint,
    IdTokenValidator idTokens,
    EndedSessions ended,
    TimeProvider time,
    ILogger<SessionRefresh> logger) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var person = context.Principal!;
        if (ended.Contains(person.FindFirst("sid")?.Value, person.FindFirst("sub")?.Value, context.Properties.IssuedUtc))
        {
            await EndAsync(context);
            return;
        }

        var signIn = options.Get(OidcSignInDefaults.Scheme);
        var expiresAt = SessionTokens.ExpiresAt(context.Properties);
        if (expiresAt - time.GetUtcNow() > signIn.RefreshBeforeExpiry) return;
        if (context.Properties.GetTokenValue(OidcSignInDefaults.RefreshToken) is { } refreshToken)
            await RefreshAsync(context, signIn, refreshToken);
        else if (expiresAt <= time.GetUtcNow())
            await EndAsync(context);
    }

    private async Task RefreshAsync(CookieValidatePrincipalContext context, OidcSignInOptions signIn, string refreshToken)
    {
        var cancellationToken = context.HttpContext.RequestAborted;
        switch (await tokenEndpoint.RefreshAsync(signIn, refreshToken, cancellationToken))
        {
            case TokenResponse.Issued issued when await IsOfSamePersonAsync(context, signIn, issued):
                SessionTokens.Store(context.Properties, issued, time.GetUtcNow());
                context.ShouldRenew = true;
                break;
            case TokenResponse.Issued:
                await EndAsync(context);
                break;
            case TokenResponse.Refused(var error, _):
                logger.RefreshRefused(error);
                await EndAsync(context);
                break;
            case TokenResponse.Unavailable(var reason):
                logger.RefreshUnavailable(reason);
                // The cookie stays: when the provider is back, so is the session.
                if (SessionTokens.ExpiresAt(context.Properties) <= time.GetUtcNow()) context.RejectPrincipal();
                break;
        }
    }

    private async Task<bool> IsOfSamePersonAsync(
        CookieValidatePrincipalContext context, OidcSignInOptions signIn, TokenResponse.Issued issued)
    {
        if (issued.IdToken is null) return true;
        var subject = context.Principal!.FindFirst("sub")!.Value;
        try
        {
            var reading = await idTokens.ValidateRefreshedAsync(
                issued.IdToken, signIn, subject, issued.AccessToken, context.HttpContext.RequestAborted);
            if (reading is JwtReading.Invalid(_, var detail)) logger.RefreshRefused(detail);
            return reading is JwtReading.Valid;
        }
        catch (ProviderUnavailableException error)
        {
            logger.RefreshUnavailable(error.Message);
            return false;
        }
    }

    private static Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(OidcSignInDefaults.CookieScheme);
    }
}
