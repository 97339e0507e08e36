using System.Buffers.Text;
using Jose;
using UserDirectory.ExternalLogins;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Ties the way to a provider and back to the browser that began it (RFC 9700 §4.7.1). It comes along when the provider sends the
/// browser back, which is a top-level GET from another site, so it is Lax; a POST of another site never carries it.</summary>
internal static class AppBrowserCookie
{
    private const string Name = "__Host-identity-oauth";
    private const int HandleLength = 43;

    /// <summary>As long as the provider's own page waits, and then the code.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15) + AppCodes.Lifetime;

    /// <returns>The browser's mark. One that it has already stays: a second tab does not break the first.</returns>
    public static string Begin(HttpContext http)
    {
        var handle = Read(http) ?? Handles.Create();
        http.Response.Cookies.Append(Name, handle, Options(Life));
        return MarkOf(handle);
    }

    /// <summary>The browser's mark; null when it has none.</summary>
    public static string? Find(HttpContext http) => Read(http) is { } handle ? MarkOf(handle) : null;

    public static void End(HttpContext http) => http.Response.Cookies.Delete(Name, Options(null));

    private static string? Read(HttpContext http) => http.Request.Cookies[Name] is { Length: HandleLength } handle ? handle : null;

    private static string MarkOf(string handle) => Base64Url.EncodeToString(Handles.Hash(handle));

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
