using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>What a page needs to notice that the person signed out at the provider, or that somebody else signed in there
/// (OpenID Connect Session Management 1.0 §3.2): it embeds the frame, and asks it the question by <c>postMessage</c> now and then.</summary>
/// <param name="Frame">The provider's <c>check_session_iframe</c>.</param>
/// <param name="Question">The message: client id and <c>session_state</c>. The answers are "unchanged", "changed" and "error".</param>
public sealed record SessionWatch(string Frame, string Question);

/// <summary>Finds it for the request.</summary>
public static class SessionWatchOfRequest
{
    /// <summary>Null when nobody is signed in, when the provider has no session iframe or does not answer, and without
    /// <see cref="OidcSignInOptions.WatchSession"/>.</summary>
    public static async Task<SessionWatch?> FindSessionWatchAsync(this HttpContext http)
    {
        var session = await http.AuthenticateAsync(OidcSignInDefaults.CookieScheme);
        if (session.Properties?.Items.TryGetValue(OidcSignInHandler.SessionState, out var state) is not true || state is null) return null;
        var options = http.RequestServices.GetRequiredService<IOptionsMonitor<OidcSignInOptions>>().Get(OidcSignInDefaults.Scheme);
        try
        {
            var provider = await http.RequestServices.GetRequiredService<Providers>().Get(options.Issuer).GetAsync(http.RequestAborted);
            return provider.Metadata.CheckSessionIframe is { } frame ? new SessionWatch(frame, $"{options.ClientId} {state}") : null;
        }
        catch (ProviderUnavailableException)
        {
            return null;
        }
    }
}
