using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ui.Localisation;

/// <summary>The language that somebody chose at the foot of a page, in a cookie of this browser. The choice also remembers its occasion, a
/// sign-in under way or the person signed in: on that it goes before what the app wishes and what the profile says.</summary>
public sealed class ChosenLanguage : LanguageSource
{
    private const string CookieName = "__Host-language";

    protected override ValueTask<CultureInfo?> FindAsync(HttpContext http) => ValueTask.FromResult(Read(http).Language);

    /// <summary>What was chosen on this occasion; null on any other.</summary>
    public static CultureInfo? On(HttpContext http, string occasion) =>
        Read(http) is var (language, mark) && mark == MarkOf(occasion) ? language : null;

    /// <param name="http">The request of the browser that is to remember it.</param>
    /// <param name="language">One of <see cref="Languages.All"/>.</param>
    /// <param name="occasion">The return URL of a sign-in or the id of a sign-out under way, or the id of the person signed in, if there is either.</param>
    public static void Remember(HttpContext http, CultureInfo language, string? occasion) => http.Response.Cookies.Append(
        CookieName, occasion is null ? language.Name : $"{language.Name}.{MarkOf(occasion)}", new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });

    /// <summary>From now on something else says which language it is.</summary>
    public static void Forget(HttpContext http) =>
        http.Response.Cookies.Delete(CookieName, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/" });

    private static (CultureInfo? Language, string? Mark) Read(HttpContext http)
    {
        var parts = http.Request.Cookies[CookieName]?.Split('.') ?? [];
        return (Languages.Find(parts.ElementAtOrDefault(0)), parts.ElementAtOrDefault(1));
    }

    // Enough to tell one occasion from the next; nothing that opens a sign-in or names a person.
    private static string MarkOf(string occasion) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(occasion)), 0, 8);
}
