using System.Buffers.Text;
using Jose;
using Microsoft.AspNetCore.Http;

namespace OidcEngine.Http;

/// <summary>The "OP browser state" of OIDC Session Management 1.0 §4.2: a random value in a cookie of its own that the script of the session
/// iframe reads. It opens nothing, and says nothing of who is signed in; it is another one after each sign-in and sign-out.</summary>
public static class BrowserState
{
    /// <summary>The cookie's name: by its prefix no other host sets it (RFC 6265bis §4.1.3.2).</summary>
    public const string CookieName = "__Host-identity-state";

    private const int Length = 43; // of a handle

    /// <summary>Gives the browser a new state. The host calls it whenever somebody signs in or out.</summary>
    /// <param name="http">The request that is being answered.</param>
    /// <param name="crossSite">True sends the cookie to frames in pages of other sites too (SameSite=None).</param>
    /// <returns>The new state.</returns>
    public static string Renew(HttpContext http, bool crossSite)
    {
        var state = Handles.Create();
        http.Response.Cookies.Append(CookieName, state, new CookieOptions
        {
            HttpOnly = false, // §3.3: the iframe's script computes with it
            Secure = true,
            SameSite = crossSite ? SameSiteMode.None : SameSiteMode.Lax,
            Path = "/",
            IsEssential = true,
        });
        return state;
    }

    /// <summary>The state that the browser sent, or else a new one that it gets with this answer.</summary>
    internal static string Of(HttpContext http, bool crossSite) => Find(http.Request) ?? Renew(http, crossSite);

    /// <summary>The state that the browser sent; null when there is none, or one that was not made here.</summary>
    internal static string? Find(HttpRequest http) =>
        http.Cookies[CookieName] is { Length: Length } state && Base64Url.IsValid(state) ? state : null;
}
