using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Headers;

/// <summary>The headers that every answer carries.</summary>
internal static class SecurityHeaders
{
    private const string Unused = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        // A browser keeps HSTS for all ports of a host, so a developer's other sites on localhost would suffer.
        var strictTransport = !app.Environment.IsDevelopment();
        app.Use((http, next) =>
        {
            http.Response.OnStarting(
                static state =>
                {
                    Set((State)state);
                    return Task.CompletedTask;
                },
                new State(http, strictTransport));
            return next(http);
        });
    }

    private static void Set(State state)
    {
        var response = state.Http.Response;
        var headers = response.Headers;
        var isPage = response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        var policy = state.Http.ContentSecurityPolicy;

        // A page with a stricter policy of its own keeps it, such as the one that posts an authorization response.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = policy.Render(isPage);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (isPage) headers["Permissions-Policy"] = Unused;
        if (!policy.MayBeFramed) headers.XFrameOptions = "DENY";
        if (state.StrictTransport && state.Http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        // What says nothing about caching is personal until shown otherwise.
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }

    private sealed record State(HttpContext Http, bool StrictTransport);
}
