using IdentityProvider.Requests;
using Microsoft.AspNetCore.Authentication;
using ServiceDefaults.Requests;
using UserDirectory.Sessions;
using UserDirectory.SignIn;

namespace IdentityProvider.Sessions;

/// <summary>Signs a browser in, and knows it again when the person comes back.</summary>
internal sealed class BrowserSession(KnownDevices devices, NewDevices newDevices)
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

    public async Task StartAsync(HttpContext http, SignedInUser user)
    {
        await RememberAsync(http, user.UserId);
        await http.SignInAsync(SessionCookie.Scheme, SignInPrincipal.Create(user));
    }

    /// <summary>Knows the browser again when this person comes back; when it did not know it, the person gets a letter.</summary>
    public async Task RememberAsync(HttpContext http, Guid userId)
    {
        await newDevices.TellAsync(userId, Origin(http), http.RequestAborted);
        Know(http, devices.Remember(http.Request.Cookies[DeviceCookie], userId));
    }

    /// <param name="device">The value of the cookie of known devices.</param>
    public static void Know(HttpContext http, string device) => http.Response.Cookies.Append(DeviceCookie, device, DeviceCookieOptions);

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(SessionCookie.Scheme);
}
