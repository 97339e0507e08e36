using UserDirectory.SecondFactors;

namespace IdentityProvider.SecondFactors;

/// <summary>The cookies of the second step: one holds the handle of a sign-in that waits for it, one that of a browser on which it may be left
/// out. Neither is a session.</summary>
internal static class StepCookies
{
    private const string Step = "__Host-identity-step";
    private const string Remembered = "__Host-identity-remembered";

    /// <summary>The handle for <see cref="PartialSignIns"/>; null when there is none.</summary>
    public static string? Handle(HttpContext http) => http.Request.Cookies[Step];

    public static void Begin(HttpContext http, string handle)
    {
        http.Response.Cookies.Append(Step, handle, Options(PartialSignIns.Lifetime));
        http.Response.Headers.CacheControl = "no-store";
    }

    public static void End(HttpContext http) => http.Response.Cookies.Delete(Step, Options(null));

    /// <summary>The handle for <see cref="RememberedDevices"/>; null when there is none.</summary>
    public static string? RememberedDevice(HttpContext http) => http.Request.Cookies[Remembered];

    public static void Remember(HttpContext http, string handle, TimeSpan lifetime) =>
        http.Response.Cookies.Append(Remembered, handle, Options(lifetime));

    private static CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
