namespace IdentityProvider.FirstPartyApi;

/// <summary>The cookie that holds an app's refresh token: closed to scripts, and not sent along from pages of other sites
/// (RFC 6265bis §4.1.2.7).</summary>
internal static class RefreshCookie
{
    public const string Name = "__Host-identity-refresh";

    private const int LongestToken = 512;

    /// <summary>Null when the call carries none, or has not said that it comes from an allowed page.</summary>
    public static string? Find(HttpContext http) =>
        OriginRule.SaysItsOrigin(http) && http.Request.Cookies[Name] is { Length: > 0 and <= LongestToken } token ? token : null;

    public static void Set(HttpContext http, string token, TimeSpan lifetime)
    {
        var options = Options();
        options.MaxAge = lifetime;
        http.Response.Cookies.Append(Name, token, options);
    }

    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, Options());

    private static CookieOptions Options() => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
    };
}
