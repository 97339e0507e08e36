using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;
using ServiceDefaults.Problems;
using ServiceDefaults.Requests;

namespace ServiceDefaults.RateLimiting;

/// <summary>Which limit guards an endpoint, and whom it counts.</summary>
/// <param name="Choose">The limit for this request.</param>
/// <param name="Key">Whom it counts; null leaves the request uncounted.</param>
internal sealed record RateLimitRule(Func<RateLimits, HttpContext, RateLimit> Choose, Func<HttpContext, string?> Key);

/// <summary>Limits at endpoints. What counts an account or a failure calls <see cref="RateLimitCounters"/> itself.</summary>
public static class RateLimitedEndpoints
{
    /// <summary>Counts the requests of these endpoints under one limit, by network or by a key of your own.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder endpoints, Func<RateLimits, RateLimit> limit, Func<HttpContext, string?>? key = null)
        where TBuilder : IEndpointConventionBuilder
    {
        var rule = new RateLimitRule((limits, _) => limit(limits), key ?? ClientAddress.NetworkOf);
        endpoints.Add(endpoint => endpoint.Metadata.Add(rule));
        return endpoints;
    }

    /// <summary>The limits of an API: reads and writes apart, by user where there is one, else by network.</summary>
    public static TBuilder LimitApiRate<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        var rule = new RateLimitRule(
            (limits, http) => (Caller(http) is null, IsRead(http.Request)) switch
            {
                (true, true) => limits.AnonymousReads,
                (true, false) => limits.AnonymousWrites,
                (false, true) => limits.Reads,
                (false, false) => limits.Writes,
            },
            http => Caller(http) ?? ClientAddress.NetworkOf(http));
        endpoints.Add(endpoint => endpoint.Metadata.Add(rule));
        return endpoints;
    }

    /// <summary>Applies the limits that endpoints declare. It belongs after authentication.</summary>
    public static IApplicationBuilder UseRateLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RateLimits>();
        var counters = app.ApplicationServices.GetRequiredService<RateLimitCounters>();
        return !limits.Enabled ? app : app.Use(async (http, next) =>
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<RateLimitRule>() is { } rule
                && http.Features.Get<RequestFault>() is null // the page that tells of a refusal
                && rule.Key(http) is { } key)
            {
                var lease = await counters.TakeAsync(rule.Choose(limits, http), key, http.RequestAborted);
                Announce(http.Response, lease);
                if (!lease.IsAllowed)
                {
                    Refuse(http.Response, lease);
                    return;
                }
            }

            await next(http);
        });
    }

    /// <summary>Sets <c>RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c>.</summary>
    public static void Announce(HttpResponse response, RateLimitLease lease)
    {
        response.Headers["RateLimit-Limit"] = Text(lease.Limit);
        response.Headers["RateLimit-Remaining"] = Text(lease.Remaining);
        response.Headers["RateLimit-Reset"] = Text((int)Math.Ceiling(lease.Reset.TotalSeconds));
    }

    internal static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<RateLimits>(builder.Configuration, "RateLimits", RateLimits.Validate);
        builder.Services.AddSingleton(provider => new RateLimitCounters(
            provider.GetRequiredService<RateLimits>(), provider.GetRequiredService<IRateLimitStore>()));
    }

    // Without a body: a browser gets the host's error page, and a program the problem document.
    private static void Refuse(HttpResponse response, RateLimitLease lease)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Text(Math.Max(1, (int)Math.Ceiling(lease.Reset.TotalSeconds)));
    }

    private static string? Caller(HttpContext http) =>
        (http.User.FindFirst("sub") ?? http.User.FindFirst("client_id"))?.Value is { } id ? "caller:" + id : null;

    private static bool IsRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
