using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Clients;

namespace OidcEngine.Http;

/// <summary>Which pages of other origins may call an endpoint (the CORS protocol of the Fetch standard, §3.3). Cookies are never
/// allowed along: a call is authorized by what its script sends.</summary>
internal static class CrossOrigin
{
    /// <summary>Lets scripts of every origin read the answer: for public documents.</summary>
    public static RouteHandlerBuilder AllowAnyOrigin(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(static (context, next) =>
        {
            context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            return next(context);
        });

    /// <summary>Lets scripts of every origin call the endpoint, which is authorized by a token that they send, and answers their preflight
    /// requests.</summary>
    public static void AllowAnyOrigin(this RouteHandlerBuilder endpoint, IEndpointRouteBuilder routes, string path, string methods)
    {
        endpoint.AllowAnyOrigin();
        routes.MapMethods(path, [HttpMethods.Options], (HttpContext http) =>
        {
            var headers = http.Response.Headers;
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlAllowMethods = methods;
            headers.AccessControlAllowHeaders = "Authorization, Content-Type";
            headers.AccessControlMaxAge = "600";
            return TypedResults.NoContent();
        });
    }

    /// <summary>Lets scripts of registered clients' origins call the endpoint, and answers their preflight requests.</summary>
    public static void AllowClientOrigins(this RouteHandlerBuilder endpoint, IEndpointRouteBuilder routes, string path, string methods)
    {
        endpoint.AddEndpointFilter(AllowOriginAsync);
        routes.MapMethods(path, [HttpMethods.Options], (HttpContext http) => AnswerPreflightAsync(http, methods));
    }

    private static async ValueTask<object?> AllowOriginAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await TryAllowAsync(context.HttpContext);
        return await next(context);
    }

    private static async Task AnswerPreflightAsync(HttpContext http, string methods)
    {
        if (await TryAllowAsync(http))
        {
            http.Response.Headers.AccessControlAllowMethods = methods;
            http.Response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, DPoP";
            http.Response.Headers.AccessControlMaxAge = "600";
        }
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async ValueTask<bool> TryAllowAsync(HttpContext http)
    {
        http.Response.Headers.Append("Vary", "Origin");
        if (http.Request.Headers.Origin is not [{ Length: > 0 } origin]) return false;
        var clients = http.RequestServices.GetRequiredService<IClientStore>();
        if (!await clients.HasOriginAsync(origin, http.RequestAborted)) return false;
        http.Response.Headers.AccessControlAllowOrigin = origin;
        http.Response.Headers.AccessControlExposeHeaders = "WWW-Authenticate, DPoP-Nonce, X-Support-Code"; // RFC 9449 §8.2
        return true;
    }
}
