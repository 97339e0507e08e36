using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;
using OidcEngine.Clients;

namespace UserApi.Origins;

/// <summary>Browser apps may call from the origins that registered clients have, and from no other. No cookie is ever sent along:
/// a call is allowed by its access token alone.</summary>
internal sealed class RegisteredOrigins(IClientStore clients) : ICorsPolicyProvider
{
    private static readonly CorsPolicy Nobody = new CorsPolicyBuilder().Build();

    private static readonly string[] RequestHeaders =
    [
        HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfMatch, HeaderNames.IfNoneMatch, "Idempotency-Key", "X-Request-Id",
        "DPoP",
    ];

    private static readonly string[] ResponseHeaders =
    [
        HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, "X-Request-Id",
        "Idempotency-Replayed", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "DPoP-Nonce",
    ];

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        context.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Origin);
        var origin = context.Request.Headers.Origin;
        if (origin is not [{ Length: > 0 and <= 512 } one] || !await clients.HasOriginAsync(one, context.RequestAborted)) return Nobody;
        return new CorsPolicyBuilder(one)
            .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders(RequestHeaders)
            .WithExposedHeaders(ResponseHeaders)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
            .Build();
    }
}
