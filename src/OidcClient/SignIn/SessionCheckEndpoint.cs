using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OidcClient.SignIn;

/// <summary>Where a page goes when the provider's session iframe says "changed": the provider is asked, without showing anything, whether
/// somebody is still signed in (OpenID Connect Session Management 1.0 §3.1). If so the session goes on under a new
/// <c>session_state</c>; if not, it ends.</summary>
internal static class SessionCheckEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptionsMonitor<OidcSignInOptions>>();
        var path = options.Get(OidcSignInDefaults.Scheme).SessionCheckPath;
        routes.MapGet(path.Value!, HandleAsync).AllowAnonymous();
    }

    private static async Task<Results<ChallengeHttpResult, RedirectHttpResult>> HandleAsync(
        HttpContext http, string? returnUrl, IOptionsMonitor<OidcSignInOptions> options)
    {
        var endedAddress = options.Get(OidcSignInDefaults.Scheme).SessionEndedAddress;
        var session = await http.AuthenticateAsync(OidcSignInDefaults.CookieScheme);
        if (!session.Succeeded) return TypedResults.Redirect(endedAddress); // told by another channel meanwhile

        var properties = new AuthenticationProperties { RedirectUri = LocalPath.OrStart(returnUrl) };
        properties.SetParameter(OidcSignInHandler.Prompt, "none");
        if (session.Properties.GetTokenValue(OidcSignInDefaults.IdToken) is { } idToken)
            properties.SetParameter(OidcSignInHandler.IdTokenHint, idToken);
        properties.Items[OidcSignInHandler.SessionCheck] = "1";
        return TypedResults.Challenge(properties, [OidcSignInDefaults.Scheme]);
    }
}
