using OidcEngine.Clients;
using OidcEngine.Http;
using ServiceDefaults.RateLimiting;
using ServiceDefaults.Requests;

namespace IdentityProvider.RequestLimits;

/// <summary>Token requests of one client. Anybody can speak for a client without a secret, so its requests are counted by network: nobody
/// shuts out the others who use it.</summary>
internal sealed class TokenRequestLimit(RateLimits limits, RateLimitCounters counters) : ITokenRequestLimit
{
    public async ValueTask<TimeSpan?> RefuseAsync(HttpContext http, Client client)
    {
        var key = client.IsPublic ? $"{client.ClientId} {ClientAddress.NetworkOf(http)}" : client.ClientId;
        var lease = await counters.TakeAsync(limits.Token, key, http.RequestAborted);
        return lease.IsAllowed ? null : lease.Reset;
    }
}
