using System.Diagnostics;
using IdentityProvider.Sessions;
using ServiceDefaults.Requests;
using UserDirectory.Audit;

namespace IdentityProvider.Requests;

/// <summary>Who acts through a request, and from where, for the audit trail.</summary>
internal static class ActorOfRequest
{
    private const int MaxUserAgent = 512;

    public static Actor Actor(this HttpContext http) => new(http.User.UserId(), null, ClientAddress.Of(http), http.UserAgent(), http.TraceId());

    public static string? UserAgent(this HttpContext http) => http.Request.Headers.UserAgent.ToString() switch
    {
        "" => null,
        { Length: > MaxUserAgent } text => text[..MaxUserAgent],
        var text => text,
    };

    public static string TraceId(this HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
}
