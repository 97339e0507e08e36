using OidcEngine.Http;
using ServiceDefaults.RateLimiting;
using ServiceDefaults.Requests;

namespace IdentityProvider.RequestLimits;

/// <summary>Clients that are registered from one network.</summary>
internal sealed class ClientRegistrationLimit(RateLimits limits, RateLimitCounters counters) : IRegistrationLimit
{
    public async ValueTask<TimeSpan?> RefuseAsync(HttpContext http)
    {
        var lease = await counters.TakeAsync(limits.ClientRegistrations, ClientAddress.NetworkOf(http), http.RequestAborted);
        return lease.IsAllowed ? null : lease.Reset;
    }
}
