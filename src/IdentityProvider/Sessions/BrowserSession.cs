using IdentityProvider.Requests;
using Microsoft.AspNetCore.Authentication;
using OidcEngine.Sessions;
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

    /// <summary>For somebody who has proved all that the sign-in asks for.</summary>
    public async Task StartAsync(HttpContext http, SignedInUser user)
    {
        await RememberAsync(http, user.UserId);
        await http.SignInAsync(SessionCookie.Scheme, SignInPrincipal.Create(user));
    }

    /// <summary>Gives the session of the request a new handle, after a change of what guards the account or when its person has proved
    /// more.</summary>
    /// <returns>False when the session has ended meanwhile: nobody is signed in here then.</returns>
    public static async Task<bool> RenewAsync(HttpContext http, SignedInUser user) =>
        EndUser.From(http.User) is { SessionId: var session } && await SessionCookie.RenewAsync(http, user, session);

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
