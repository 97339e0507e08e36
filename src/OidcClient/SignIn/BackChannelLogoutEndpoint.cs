using Jose;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>Where the provider tells that a session has ended, OpenID Connect Back-Channel Logout 1.0 §2.5 to §2.8.</summary>
internal static class BackChannelLogoutEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptionsMonitor<OidcSignInOptions>>();
        var path = options.Get(OidcSignInDefaults.Scheme).BackChannelLogoutPath;
        routes.MapPost(path.Value!, HandleAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest http,
        LogoutTokenValidator validator,
        EndedSessions ended,
        IOptionsMonitor<OidcSignInOptions> options,
        ILogger<LogoutTokenValidator> logger,
        CancellationToken cancellationToken)
    {
        http.HttpContext.Response.Headers.CacheControl = "no-store"; // §2.8
        if (await ReadTokenAsync(http, cancellationToken) is not { } logoutToken) return Refuse("The logout_token is missing.");
        try
        {
            var reading = await validator.ValidateAsync(logoutToken, options.Get(OidcSignInDefaults.Scheme), cancellationToken);
            if (reading is JwtReading.Invalid(_, var detail))
            {
                logger.LogoutTokenRefused(detail);
                return Refuse("The logout_token is not valid.");
            }
            var jwt = ((JwtReading.Valid)reading).Token;
            ended.Add(jwt.String("sid"), jwt.Subject);
            logger.SessionEnded(jwt.String("sid"));
            return TypedResults.Ok();
        }
        catch (ProviderUnavailableException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<string?> ReadTokenAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!http.HasFormContentType) return null;
        try
        {
            var form = await http.ReadFormAsync(cancellationToken);
            return form["logout_token"] is [{ Length: > 0 } token] ? token : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static JsonHttpResult<Dictionary<string, string>> Refuse(string description) => TypedResults.Json(
        new Dictionary<string, string> { ["error"] = "invalid_request", ["error_description"] = description },
        statusCode: StatusCodes.Status400BadRequest);
}
