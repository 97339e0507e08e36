using UserDirectory.Passkeys;

namespace IdentityProvider.Passkeys;

/// <summary>The cookie that ties challenges to the browser that they were given to. It holds a handle and opens nothing.</summary>
internal static class PasskeyCookie
{
    private const string Name = "__Host-identity-passkey";
    private const int HandleLength = 43;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>The handle of this browser, which has it from now on.</summary>
    public static string Begin(HttpContext http)
    {
        var browser = Find(http) ?? PasskeyCredential.NewBrowser();
        http.Response.Cookies.Append(Name, browser, Options(Lifetime));
        return browser;
    }

    /// <summary>What the browser answered. One without a handle answers no challenge.</summary>
    public static PasskeyCredential Answer(HttpContext http, string? credential) => new(Find(http) ?? PasskeyCredential.NewBrowser(), credential);

    /// <summary>To be called when a person was signed in: what was asked before is not answered after.</summary>
    public static void End(HttpContext http) => http.Response.Cookies.Delete(Name, Options(null));

    private static string? Find(HttpContext http) => http.Request.Cookies[Name] is { Length: HandleLength } handle ? handle : null;

    private static CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
