using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using OidcClient.SignIn;

namespace AdminUi.SignIn;

/// <summary>Who was signed in by one factor before two were required signs in again, instead of being told no.</summary>
internal sealed class WeakSessions : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && context.User.FindFirst(ConsoleSignIn.Acr)?.Value != ConsoleSignIn.TwoFactors)
        {
            await context.SignOutAsync(OidcSignInDefaults.CookieScheme);
            await context.ChallengeAsync();
            return;
        }

        await _usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
