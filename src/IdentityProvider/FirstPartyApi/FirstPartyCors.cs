using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Lets scripts of the first-party apps call the API and send its cookie along; what else this host serves has rules of its own.</summary>
internal sealed class FirstPartyCors(FirstPartyOrigins origins) : ICorsPolicyProvider
{
    public const string Path = "/v1";

    private static readonly CorsPolicy Nobody = new CorsPolicyBuilder().Build();
    private static readonly string[] RequestHeaders = [HeaderNames.Authorization, HeaderNames.ContentType, "X-Request-Id"];
    private static readonly string[] ResponseHeaders =
        [HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, "X-Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        if (!context.Request.Path.StartsWithSegments(Path)) return null;
        context.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Origin);
        if (context.Request.Headers.Origin is not [var origin] || !await origins.AllowsAsync(origin, context.RequestAborted)) return Nobody;
        return new CorsPolicyBuilder(origin!)
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .WithHeaders(RequestHeaders)
            .WithExposedHeaders(ResponseHeaders)
            .AllowCredentials()
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
            .Build();
    }
}
