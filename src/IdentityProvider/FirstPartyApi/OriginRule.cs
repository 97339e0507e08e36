using System.Security.Claims;
using ServiceDefaults.Problems;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Who may call from a browser. A page of another origin is refused before anything is done, and where the cookie alone proves who
/// calls, a call that does not say where it comes from is refused too.</summary>
internal static class OriginRule
{
    /// <summary>For all of the API. The cookie of the provider's own pages counts for nothing here: a caller shows a token.</summary>
    public static RouteGroupBuilder RefuseForeignOrigins(this RouteGroupBuilder api) => api.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        http.User = new ClaimsPrincipal(new ClaimsIdentity());
        return await RefuseAsync(http) is { } refused ? refused : await next(context);
    });

    /// <summary>True when a page of an allowed origin calls; whether the origin is allowed was seen before.</summary>
    public static bool SaysItsOrigin(HttpContext http) => http.Request.Headers.Origin is [{ Length: > 0 }];

    public static ApiProblem Refusal() => new(
        StatusCodes.Status403Forbidden, "origin_refused",
        "Calls that use the cookie come from a page of an allowed origin, and say so in the header Origin.");

    private static async ValueTask<ApiProblem?> RefuseAsync(HttpContext http)
    {
        if (http.Request.Headers.Origin.Count == 0) return null;
        var services = http.RequestServices;
        if (http.Request.Headers.Origin is [{ } origin]
            && await services.GetRequiredService<FirstPartyOrigins>().AllowsAsync(origin, http.RequestAborted))
            return null;
        services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OriginRule)).ForeignOrigin(http.Request.Path, http.Request.Headers.Origin.ToString());
        return Refusal();
    }
}
