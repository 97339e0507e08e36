using UserDirectory.ExternalLogins;

namespace IdentityProvider.ExternalLogins;

/// <summary>Ties what was proved elsewhere to the browser that proved it: the cookie holds its handle and nothing else.</summary>
internal static class ExternalProofCookie
{
    private const string Name = "__Host-external-proof";
    private const int Longest = 100;

    public static void Begin(HttpContext http, string handle) => http.Response.Cookies.Append(Name, handle, Options(ExternalProofs.Lifetime));

    public static string? Find(HttpContext http) => http.Request.Cookies[Name] is { Length: > 0 and <= Longest } handle ? handle : null;

    public static void End(HttpContext http) => http.Response.Cookies.Delete(Name, Options(null));

    private static CookieOptions Options(TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
        MaxAge = age,
    };
}
