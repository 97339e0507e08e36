using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OidcClient.SignIn;

/// <summary>What the provider's logged-out page loads in a hidden frame, OpenID Connect Front-Channel Logout 1.0 §2. It ends the session of
/// the cookie that comes along, when that is the session that <c>sid</c> names. Browsers send no cookie of an app to a frame within
/// another site's page: there the back channel does the work.</summary>
internal static class FrontChannelLogoutEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptionsMonitor<OidcSignInOptions>>();
        var path = options.Get(OidcSignInDefaults.Scheme).FrontChannelLogoutPath;
        routes.MapGet(path.Value!, HandleAsync).AllowAnonymous();
    }

    private static async Task<IResult> HandleAsync(
        HttpContext http, IOptionsMonitor<OidcSignInOptions> options, ILogger<OidcSignInHandler> logger)
    {
        var issuer = options.Get(OidcSignInDefaults.Scheme).Issuer;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; frame-ancestors {new Uri(issuer).GetLeftPart(UriPartial.Authority)}";

        // Both or neither come; without them anybody's page could sign people out, so this app is registered to need them.
        if (http.Request.Query["iss"] is not [{ } iss] || iss != issuer || http.Request.Query["sid"] is not [{ Length: > 0 } sid])
            return TypedResults.Text("", "text/html", statusCode: StatusCodes.Status400BadRequest);

        var session = await http.AuthenticateAsync(OidcSignInDefaults.CookieScheme);
        if (session.Principal?.FindFirst("sid")?.Value == sid)
        {
            await http.SignOutAsync(OidcSignInDefaults.CookieScheme);
            logger.SessionEnded(sid);
        }
        return TypedResults.Text("", "text/html");
    }
}
