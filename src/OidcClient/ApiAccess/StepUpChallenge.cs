using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OidcClient.ApiAccess;

/// <summary>Asks the caller's person to sign in again, or more strongly (RFC 9470).</summary>
public static class StepUpChallenge
{
    /// <summary>Writes the challenge of RFC 9470 §3 into <c>WWW-Authenticate</c>, by the scheme that the caller used. The answer's status is
    /// 401; its body is the API's own.</summary>
    /// <param name="http">The request that is turned away.</param>
    /// <param name="description">What is missing, as a sentence without quotation marks.</param>
    /// <param name="maxAge">How long ago the sign-in may be; null when its age is not the matter.</param>
    /// <param name="acrValues">The authentication contexts of which one is needed, the preferred first; none when that is not the
    /// matter.</param>
    public static void Write(HttpContext http, string description, TimeSpan? maxAge = null, params string[] acrValues)
    {
        var options = http.RequestServices.GetRequiredService<IOptionsMonitor<ApiAccessOptions>>().Get(ApiAccessDefaults.Scheme);
        var byDPoP = AccessCredentials.Read(http.Request.Headers.Authorization).ByDPoP;
        http.Response.Headers.WWWAuthenticate =
            AccessChallenge.InsufficientUserAuthentication(description, maxAge, acrValues).ToHeaders(byDPoP, options);
    }
}
