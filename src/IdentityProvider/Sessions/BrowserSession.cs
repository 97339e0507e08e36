using IdentityProvider.Requests;
using Microsoft.AspNetCore.Authentication;
using ServiceDefaults.Requests;
using UserDirectory.Sessions;
using UserDirectory.SignIn;

namespace IdentityProvider.Sessions;

/// <summary>Signs a browser in, and knows it again when the person comes back.</summary>
internal sealed class BrowserSession(KnownDevices devices)
{
    private const string DeviceCookie = "__Host-device";

    private static readonly CookieOptions DeviceCookieOptions = new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
    };

    public static SignInOrigin Origin(HttpContext http) =>
        new(ClientAddress.Of(http), http.UserAgent(), http.Request.Cookies[DeviceCookie], http.TraceId());

    public Task StartAsync(HttpContext http, SignedInUser user)
    {
        Remember(http, user.UserId);
        return http.SignInAsync(SessionCookie.Scheme, SignInPrincipal.Create(user));
    }

    /// <summary>Knows the browser again when this person comes back.</summary>
    public void Remember(HttpContext http, Guid userId) =>
        http.Response.Cookies.Append(DeviceCookie, devices.Remember(http.Request.Cookies[DeviceCookie], userId), DeviceCookieOptions);

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(SessionCookie.Scheme);
}
