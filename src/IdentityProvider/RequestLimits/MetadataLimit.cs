using ServiceDefaults.RateLimiting;
using ServiceDefaults.Requests;

namespace IdentityProvider.RequestLimits;

/// <summary>Discovery and keys, which everybody may read, by network.</summary>
internal static class MetadataLimit
{
    public static TBuilder LimitMetadata<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.LimitRate(
            limits => limits.Metadata, http => http.Request.Path.StartsWithSegments("/.well-known") ? ClientAddress.NetworkOf(http) : null);
}
